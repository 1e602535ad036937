"""The verdict on performance: inside the margin, outside, or not known yet."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from migration_lint.project.tables.performance import PerformanceSettings
from pytest_engine_rollout.performance.interval import Interval, interval_of, quantile
from pytest_engine_rollout.results import Measure, Performance, PerformanceVerdict, SlowCall

MOST_REPETITIONS = 10_000
_FREEDOM_OF_MANY = 20  # what more repetitions will have, about

Durations = Sequence[tuple[float, float]]


class Timing(NamedTuple):
    """What was measured of one pair that exercised both engines; (control, candidate) in seconds.

    Attributes:
        tests: The durations of the call phase, one for each repetition.
        calls: By protocol method, the time spent in it, one for each repetition.
    """

    tests: Durations
    calls: Mapping[str, Durations] = MappingProxyType({})


def performance_of(
    timings: Sequence[Timing], settings: PerformanceSettings, slow: Iterable[SlowCall] = ()
) -> Performance:
    """Judge all pairs together: their tests, their protocol calls, and each method by itself.

    Args:
        timings: Of the pairs that exercised both engines, and of no other.
        settings: The margin and the confidence.
        slow: Protocol calls that took longer than their limit.
    """
    methods = sorted({method for timing in timings for method in timing.calls})
    measures = [measure("tests", [timing.tests for timing in timings], settings)]
    if methods:
        measures.append(measure("calls", [_all_calls(timing) for timing in timings], settings))
    measures += [
        measure(f"calls:{method}", [timing.calls.get(method, ()) for timing in timings], settings)
        for method in methods
    ]
    repetitions = min((len(timing.tests) for timing in timings), default=1)
    decisive = measures[1] if methods else measures[0]
    return Performance(
        verdict=decisive.verdict,
        limit=settings.margin,
        confidence=settings.confidence,
        pairs=len(timings),
        repetitions=max(1, repetitions),
        reason=_reason(decisive, repetitions),
        measures=tuple(measures),
        slow=tuple(slow),
    )


def measure(name: str, durations: Iterable[Durations], settings: PerformanceSettings) -> Measure:
    """One ratio over several pairs, with its verdict.

    Measured once, the engines ran one after the other, each with all of its tests: what the machine
    did meanwhile is then part of the ratio, and no interval holds it.
    """
    samples = [sample for sample in map(_logarithms, durations) if sample]
    if not samples:
        return Measure(name, "inconclusive", 0)
    interval = interval_of(samples, settings.confidence)
    repetitions = max(map(len, samples))
    needed = _still_needed(interval, settings, repetitions)
    if repetitions == 1:
        return Measure(name, "inconclusive", len(samples), interval.ratio, needed=needed or 1)
    verdict = _verdict(interval, settings.margin)
    if verdict != "inconclusive":
        needed = None
    high = interval.high if math.isfinite(interval.high) else None
    low = interval.low if high is not None else None
    return Measure(name, verdict, len(samples), interval.ratio, low, high, needed)


def _logarithms(durations: Durations) -> list[float]:
    """Logarithms of candidate / control, without durations of zero."""
    return [
        math.log(candidate / control)
        for control, candidate in durations
        if control > 0 and candidate > 0
    ]


def _all_calls(timing: Timing) -> Durations:
    """The time in all protocol methods together, repetition by repetition."""
    rounds = zip(*timing.calls.values(), strict=False)
    return [(sum(c for c, _ in calls), sum(c for _, c in calls)) for calls in rounds]


def _verdict(interval: Interval, margin: float) -> PerformanceVerdict:
    if 1 - margin <= interval.low and interval.high <= 1 + margin:
        return "inside"
    if interval.high < 1 - margin or interval.low > 1 + margin:
        return "outside"
    return "inconclusive"


def _still_needed(
    interval: Interval, settings: PerformanceSettings, repetitions: int
) -> int | None:
    """How many more repetitions would shrink the interval to one side of the nearest limit."""
    if not math.isfinite(interval.error):
        return 1
    limits = (1 - settings.margin, 1 + settings.margin)
    distance = min(abs(math.log(limit / interval.ratio)) for limit in limits)
    half = quantile(settings.confidence, _FREEDOM_OF_MANY) * interval.error
    total = repetitions * (half / distance) ** 2 if distance else math.inf
    if total > MOST_REPETITIONS:
        return None
    return max(1, math.ceil(total) - repetitions)


def _reason(measured: Measure, repetitions: int) -> str:
    if measured.verdict != "inconclusive":
        return ""
    if not measured.pairs:
        return "no pair exercised each engine by itself"
    if measured.needed is None:
        return "the ratio is too close to the limit to be told from it"
    more = "repetition" if measured.needed == 1 else "repetitions"
    why = "the interval crosses the limit" if repetitions > 1 else "each test was measured once"
    return f"{why}: {measured.needed} more {more} needed (--engine-repeat)"

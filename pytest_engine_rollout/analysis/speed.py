"""How long the engines took, from pairs that exercised both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pytest_engine_rollout.analysis.base import Analysis
from pytest_engine_rollout.analysis.observation import is_alone, outermost_calls
from pytest_engine_rollout.performance import Timing, performance_of
from pytest_engine_rollout.results import EngineResult, Pair, RunResult, SlowCall

if TYPE_CHECKING:
    from pytest_engine_rollout.session import RolloutSession

Evidence = Mapping[str, Any]


class Speed(Analysis):
    """Judges performance; it needs the durations of calls, so it runs before they are dropped."""

    order = 5

    def analyse(self, run: RunResult, rollout: RolloutSession) -> RunResult:
        """The run with its performance, if there is any evidence of it."""
        if not any("execution" in half.evidence for p in run.pairs for half in p.engines.values()):
            return run
        control, candidate = run.info.control, run.info.candidate
        timings = [
            timing_of(pair.engines[control], pair.engines[candidate])
            for pair in run.pairs
            if pair.exercised_by(control, candidate)
            and all(_counts(pair.engines[name]) for name in (control, candidate))
        ]
        settings = rollout.project.settings.performance
        slow = [call for pair in run.pairs for call in slow_calls(pair, settings.slow)]
        return replace(run, performance=performance_of(timings, settings, slow))


def timing_of(control: EngineResult, candidate: EngineResult) -> Timing:
    """The durations of one pair, repetition by repetition."""
    rounds = list(zip(_attempts(control), _attempts(candidate), strict=False))
    tests = [
        (left["execution"]["duration"], right["execution"]["duration"]) for left, right in rounds
    ]
    calls: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for left, right in rounds:
        spent, other = _spent(left, control.engine), _spent(right, candidate.engine)
        for method in spent.keys() & other.keys():
            if spent[method][0] == other[method][0]:
                calls[method].append((spent[method][1], other[method][1]))
    return Timing(tests, {m: times for m, times in calls.items() if len(times) == len(rounds)})


def slow_calls(pair: Pair, limits: Mapping[str, float]) -> Iterator[SlowCall]:
    """The calls that took longer than their method's limit."""
    for name, half in pair.engines.items():
        for call in half.evidence.get("calls", {}).get("made", ()):
            limit = limits.get(call["method"])
            if limit is not None and call.get("duration", 0) > limit and call["engine"] == name:
                yield SlowCall(pair.id, name, call["method"], call["duration"])


def _counts(half: EngineResult) -> bool:
    """Whether a half measures its engine: it passed and called no other engine's controller."""
    return half.passes and is_alone(half.evidence, half.engine)


def _attempts(half: EngineResult) -> Sequence[Evidence]:
    """The evidence of the test's repetitions, in which the engines took turns; else its own."""
    attempts = half.evidence.get("repeats") or [half.evidence]
    return [evidence for evidence in attempts if "duration" in evidence.get("execution", {})]


def _spent(evidence: Evidence, engine: str) -> dict[str, tuple[int, float]]:
    """By method, how often it was called from outside and how long that took altogether."""
    found: dict[str, tuple[int, float]] = {}
    for call in outermost_calls(evidence, engine):
        count, seconds = found.get(call["method"], (0, 0.0))
        found[call["method"]] = (count + 1, seconds + call.get("duration", 0.0))
    return found

"""Compare what the two engines did in each test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pytest_engine_rollout.analysis.base import Analysis
from pytest_engine_rollout.analysis.observation import Observation, is_alone, observe
from pytest_engine_rollout.comparison import (
    Compared,
    Divergence,
    Noise,
    Scrubbers,
    compare,
    first_divergence,
    learn_noise,
    learn_noisy_words,
    without_noise,
)
from pytest_engine_rollout.reports.text import count
from pytest_engine_rollout.results import (
    Comparison,
    ComparisonTotals,
    EngineResult,
    Pair,
    RunResult,
)

if TYPE_CHECKING:
    from pytest_engine_rollout.session import RolloutSession

MOST_PER_VALUE = 10
_PICTURED = frozenset({"calls", "noise"})
_NOUNS = {"call": "call", "event": "event", "log": "log record"}


class Comparisons(Analysis):
    """Compares observations, calls, events and errors logged, pair by pair."""

    order = 10

    def analyse(self, run: RunResult, rollout: RolloutSession) -> RunResult:
        """The run with its comparisons; snapshots that were compared are dropped."""
        info = run.info
        comparer = Comparer(info.control, info.candidate, rollout.project.settings.scrubbers)
        found = [comparison for pair in run.pairs for comparison in comparer.compare(pair)]
        totals = ComparisonTotals(**comparer.counts, scrubbed=dict(comparer.scrubbers.touched))
        pairs = tuple(_without_pictures(pair) for pair in run.pairs)
        return replace(run, pairs=pairs, comparisons=tuple(found), comparison_totals=totals)


class Comparer:
    """Compares the halves of pairs, and counts places.

    Attributes:
        counts: Places matched, mismatched and ignored so far.
        scrubbers: What was replaced before.
    """

    def __init__(self, control: str, candidate: str, patterns: Mapping[str, Any]) -> None:
        self.counts = Counter(matched=0, mismatched=0, ignored=0)
        self.scrubbers = Scrubbers(patterns)
        self._control = control
        self._candidate = candidate

    def compare(self, pair: Pair) -> Iterator[Comparison]:
        """The differences of one pair, and what was ignored; what matched is only counted."""
        halves = [pair.engines.get(name) for name in (self._control, self._candidate)]
        control, candidate = halves
        if control is None or candidate is None or not (control.evidence or candidate.evidence):
            return
        caused = pair.exercised_by(self._control, self._candidate) and all(
            is_alone(half.evidence, half.engine) for half in (control, candidate)
        )
        left = observe(control.evidence, self._control, self.scrubbers, caused=caused)
        right = observe(candidate.evidence, self._candidate, self.scrubbers, caused=caused)
        again = [
            observe(evidence, self._control, Scrubbers(self.scrubbers.patterns), caused=caused)
            for evidence in control.evidence.get("noise", ())
        ]
        for found in self._differences(left, right, again):
            yield found._replace(id=pair.id)
        for engine, side in ((self._control, left), (self._candidate, right)):
            for what, number in side.cut.items():
                self.counts["ignored"] += number
                message = f"{what} on {engine}: {number}"
                yield Comparison(pair.id, "observation", "cut", "ignored", message=message)

    def _differences(
        self, left: Observation, right: Observation, again: Sequence[Observation]
    ) -> Iterator[Comparison]:
        for kind in left.orders:
            yield from self._order(kind, left, right, again)
        for kind, key in dict.fromkeys([*left.values, *right.values]):
            if kind == "call" and not _is_aligned(key, left, right):
                continue
            yield from self._value(kind, key, left, right, again)

    def _order(
        self, kind: str, left: Observation, right: Observation, again: Sequence[Observation]
    ) -> Iterator[Comparison]:
        control, candidate = left.orders[kind], right.orders[kind]
        noisy = learn_noisy_words(control, [other.orders.get(kind, ()) for other in again])
        steadied = without_noise(candidate, noisy or {})
        found = first_divergence(control, steadied)
        agreed = len(control) if found is None else found.position
        same = sum(a == b for a, b in zip(candidate[:agreed], control, strict=False))
        self.counts["matched"] += same
        self.counts["ignored"] += agreed - same
        if found is None:
            return
        is_noise = noisy is None
        self.counts["ignored" if is_noise else "mismatched"] += 1
        yield Comparison(
            id="",
            kind=kind,
            key="order",
            status="ignored" if is_noise else "mismatched",
            path=f"[{found.position}]",
            control=found.control,
            candidate=found.candidate,
            message=_sentence(_NOUNS[kind], found),
        )

    def _value(
        self,
        kind: str,
        key: str,
        left: Observation,
        right: Observation,
        again: Sequence[Observation],
    ) -> Iterator[Comparison]:
        place = (kind, key)
        for name, side in (("control", left), ("candidate", right)):
            if place not in side.values:
                self.counts["mismatched"] += 1
                message = f"{key}: not recorded on the {name}"
                yield Comparison("", kind, key, "mismatched", message=message)
                return
        noise = _noise(place, left, again)
        compared = compare(left.values[place], right.values[place], noise)
        self.counts["matched"] += compared.matched
        self.counts["mismatched"] += compared.mismatched
        self.counts["ignored"] += compared.ignored + compared.cut
        for difference in compared.differences[:MOST_PER_VALUE]:
            sides = difference.texts or (difference.control, difference.candidate)
            yield Comparison(
                id="",
                kind=kind,
                key=key,
                status="mismatched",
                path=difference.path,
                control=sides[0],
                candidate=sides[1],
                message=difference._replace(path=key + difference.path).describe(),
            )
        left_out = _left_out(compared)
        if left_out:
            yield Comparison("", kind, key, "ignored", message=f"{key}: {left_out}")


def _is_aligned(key: str, left: Observation, right: Observation) -> bool:
    """Whether a call was made on both sides; where not, the order of calls differs anyway."""
    return ("call", key) in left.values and ("call", key) in right.values


def _noise(place: tuple[str, str], left: Observation, again: Sequence[Observation]) -> Noise:
    others = [other.values[place] for other in again if place in other.values]
    return learn_noise(left.values[place], others)


def _left_out(compared: Compared) -> str:
    """How many places of two values were not compared, and why; empty where all were."""
    reasons = (
        (compared.ignored, "ignored as noise"),
        (compared.cut, "that cannot be looked at"),
    )
    return ", ".join(f"{count(number, 'place')} {why}" for number, why in reasons if number)


def _sentence(noun: str, found: Divergence) -> str:
    where = f"{noun} {found.position + 1}"
    if found.kind == "missing":
        instead = f", which has {found.candidate}" if found.candidate is not None else ""
        return f"{where}: {found.control} is missing on the candidate{instead}"
    if found.kind == "extra":
        return f"{where}: {found.candidate} comes on the candidate only"
    return f"{where}: {found.control} on the control, {found.candidate} on the candidate"


def _without_pictures(pair: Pair) -> Pair:
    if not any(_PICTURED & half.evidence.keys() for half in pair.engines.values()):
        return pair
    return pair._replace(engines={name: _slim(half) for name, half in pair.engines.items()})


def _slim(half: EngineResult) -> EngineResult:
    """The result without snapshots of arguments and results: differences are in the comparisons."""
    evidence = {key: value for key, value in half.evidence.items() if key != "noise"}
    if "calls" in evidence:
        calls = dict(evidence["calls"])
        made = [
            {k: v for k, v in call.items() if k not in ("arguments", "result", "raised")}
            | ({"raised": call["raised"].get("$type")} if "raised" in call else {})
            for call in calls.get("made", ())
        ]
        evidence["calls"] = calls | ({"made": made} if made else {})
    return half._replace(evidence=evidence)

"""Make one result per test and engine, and pairs, from pytest's reports of phases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from pytest_engine_rollout.results.pair import (
    NO_EVIDENCE,
    EngineResult,
    Outcome,
    Pair,
    verdict_of,
)

When = Literal["setup", "call", "teardown", "lost"]

_EXPECTED: Mapping[str, Outcome] = {"skipped": "xfailed", "passed": "xpassed"}
_WORST_FIRST: tuple[Outcome, ...] = ("error", "failed", "xpassed", "xfailed", "skipped")


class Selected(NamedTuple):
    """One item that was selected to run on one engine.

    Attributes:
        id: The full node id, with the engine.
        base: The id without the engine; the two halves of a pair share it.
        path: The test file, relative to the root.
        line: 1-based; None where the item has none.
    """

    id: str
    base: str
    engine: str
    path: str
    line: int | None = None


class Phase(NamedTuple):  # three for every test: a frozen dataclass takes twice as long to make
    """What pytest reported of one phase of one item.

    Attributes:
        id: The full node id.
        when: `lost` where the process that ran the item died in it.
        outcome: `rerun` is a failure that another plugin answers with a new attempt.
        expected_failure: Whether an xfail mark answers for it.
        subtest: Whether this is a part of the call phase, reported beside it.
        observed: See `EngineResult`, as the four that follow.
    """

    id: str
    when: When
    outcome: Literal["passed", "failed", "skipped", "rerun"]
    duration: float = 0.0
    expected_failure: bool = False
    subtest: bool = False
    message: str = ""
    details: str = ""
    observed: str | None = None
    exercised: bool | None = None
    pinned: tuple[str, ...] = ()
    evidence: Mapping[str, Any] = NO_EVIDENCE

    @property
    def verdict(self) -> Outcome:
        """The outcome of the item, if this phase alone decided it."""
        if self.expected_failure:
            return _EXPECTED.get(self.outcome, "failed")
        if self.outcome == "failed":
            return "failed" if self.when == "call" else "error"
        return "skipped" if self.outcome == "skipped" else "passed"


def fold(selected: Selected, phases: Sequence[Phase]) -> EngineResult | None:
    """The final result of an item: the worst phase of the last attempt.

    A failure in set-up or tear-down is an error and outweighs the call. A subtest counts only when
    it fails: one that is skipped or expected to fail does not make its test so.

    Returns:
        None where the item never came to its end.
    """
    attempt, reruns = _last_attempt(phases)
    if not attempt or attempt[-1].when not in ("teardown", "lost"):
        return None
    worst = _worst(attempt)
    return EngineResult(
        id=selected.id,
        engine=selected.engine,
        outcome=worst.verdict,
        duration=sum([phase.duration for phase in attempt if not phase.subtest]),
        observed=_observed(selected.engine, attempt),
        exercised=_any_known([phase.exercised for phase in attempt]),
        pinned=tuple(sorted({name for phase in attempt for name in phase.pinned})),
        message=worst.message,
        details=worst.details,
        reruns=reruns,
        evidence=_joined([phase.evidence for phase in attempt if phase.evidence]),
    )


def phase_like(passed: EngineResult) -> Phase:
    """A phase that stands for all phases of a test that passed without a second attempt."""
    return Phase(
        id=passed.id,
        when="call",
        outcome="passed",
        duration=passed.duration,
        observed=passed.observed,
        exercised=passed.exercised,
        pinned=passed.pinned,
        evidence=passed.evidence,
    )


def pair_up(
    selected: Iterable[Selected],
    results: Mapping[str, EngineResult],
    control: str,
    candidate: str,
) -> tuple[Pair, ...]:
    """Join the results by base id, in the order of the base ids.

    Args:
        selected: Every item; one without a result leaves its half of the pair empty.
        results: By full node id.
        control: The engine whose half the verdict starts from.
        candidate: The engine whose half is judged.
    """
    halves: defaultdict[str, list[Selected]] = defaultdict(list)
    for item in selected:
        halves[item.base].append(item)
    return tuple(_pair(halves[base], results, control, candidate) for base in sorted(halves))


def _pair(
    items: Sequence[Selected], results: Mapping[str, EngineResult], control: str, candidate: str
) -> Pair:
    engines = {item.engine: results[item.id] for item in items if item.id in results}
    first = items[0]
    verdict = verdict_of(engines.get(control), engines.get(candidate))
    outcomes = {half.outcome for name, half in engines.items() if name in (control, candidate)}
    known = verdict in ("regression", "improvement") and "xfailed" in outcomes
    return Pair(first.base, first.path, first.line, engines, verdict, known)


def _last_attempt(phases: Sequence[Phase]) -> tuple[Sequence[Phase], int]:
    starts = [number + 1 for number, phase in enumerate(phases) if phase.outcome == "rerun"]
    if not starts:
        return phases, 0
    attempt = phases[starts[-1] :]
    if attempt and attempt[0].when == "teardown":
        attempt = attempt[1:]  # of the attempt that failed
    return attempt, len(starts)


def _worst(attempt: Sequence[Phase]) -> Phase:
    if all(phase.outcome == "passed" and not phase.expected_failure for phase in attempt):
        return attempt[0]  # of most tests; the first of several that are equally bad
    deciding = [phase for phase in attempt if not phase.subtest or phase.verdict == "failed"]
    return min(deciding, key=_badness)


def _badness(phase: Phase) -> int:
    verdict = phase.verdict
    return _WORST_FIRST.index(verdict) if verdict in _WORST_FIRST else len(_WORST_FIRST)


def _observed(asked: str, attempt: Sequence[Phase]) -> str | None:
    """The engine that answered; another one than was asked for outweighs the rest."""
    seen = [phase.observed for phase in attempt if phase.observed is not None]
    return next((engine for engine in seen if engine != asked), asked if seen else None)


def _joined(evidence: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    if len(evidence) < 2:
        return evidence[0] if evidence else NO_EVIDENCE
    return {kind: found for one in evidence for kind, found in one.items()}


def _any_known(answers: Sequence[bool | None]) -> bool | None:
    known = [answer for answer in answers if answer is not None]
    return any(known) if known else None

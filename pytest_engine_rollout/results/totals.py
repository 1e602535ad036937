"""The figures of a run: per engine, and of all pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from pytest_engine_rollout.results.pair import EngineResult, Pair


class Totals(NamedTuple):
    """What happened on one engine.

    Attributes:
        tests: Tests with a final outcome on this engine; the six outcomes add up to it.
        exercised: Tests that ran this engine's code; None where no evidence was gathered.
        unseen: Tests of which it could not be seen whether they ran this engine.
        vacuous: Passes that never ran this engine; None where no evidence was gathered.
        pinned: Tests that ran another engine's code.
        vacuous_pinned: Vacuous passes that ran another engine's code.
        time: Seconds in all phases of all tests.
    """

    tests: int
    passed: int
    failed: int
    errors: int
    skipped: int
    xfailed: int
    xpassed: int
    exercised: int | None
    unseen: int
    vacuous: int | None
    pinned: int
    vacuous_pinned: int
    time: float

    @property
    def pass_rate(self) -> float | None:
        """Passed of all tests that were not skipped, 0 to 1; None where none was left."""
        ran = self.tests - self.skipped
        return self.passed / ran if ran else None

    @property
    def exercised_share(self) -> float | None:
        """Exercised of all tests, 0 to 1; None where there is none or it was not measured."""
        return None if self.exercised is None or not self.tests else self.exercised / self.tests


class Parity(NamedTuple):
    """What the pairs of control and candidate add up to.

    Attributes:
        pairs: All pairs; the five verdicts add up to it.
        matched_exercised: Matched pairs that ran the code of both engines: the proven parity.
        known: Regressions and improvements that a mark declares.
    """

    pairs: int
    matched: int
    matched_exercised: int
    regressions: int
    improvements: int
    shared_failures: int
    one_sided: int
    known: int


def totals_of(results: Iterable[EngineResult]) -> Totals:
    """Add up the results of one engine."""
    halves = list(results)
    outcomes = Counter(half.outcome for half in halves)
    measured = any(half.exercised is not None for half in halves)
    vacuous = [half for half in halves if half.vacuous]
    return Totals(
        tests=len(halves),
        passed=outcomes["passed"],
        failed=outcomes["failed"],
        errors=outcomes["error"],
        skipped=outcomes["skipped"],
        xfailed=outcomes["xfailed"],
        xpassed=outcomes["xpassed"],
        exercised=sum(half.exercised is True for half in halves) if measured else None,
        unseen=sum(half.exercised is None for half in halves),
        vacuous=len(vacuous) if measured else None,
        pinned=sum(bool(half.pinned) for half in halves),
        vacuous_pinned=sum(bool(half.pinned) for half in vacuous),
        time=sum(half.duration for half in halves),
    )


def parity_of(pairs: Iterable[Pair], control: str, candidate: str) -> Parity:
    """Count the verdicts."""
    pairs = list(pairs)
    verdicts = Counter(pair.verdict for pair in pairs)
    proven = [p for p in pairs if p.verdict == "matched" and p.exercised_by(control, candidate)]
    return Parity(
        pairs=len(pairs),
        matched=verdicts["matched"],
        matched_exercised=len(proven),
        regressions=verdicts["regression"],
        improvements=verdicts["improvement"],
        shared_failures=verdicts["shared-failure"],
        one_sided=verdicts["one-sided"],
        known=sum(pair.known for pair in pairs),
    )

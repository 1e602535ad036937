"""Compute verdicts and totals again from the results of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from migration_lint.report.model import Parity, Result, Test, Totals, Verdict

PASSING = frozenset({"passed", "xpassed"})


def verdict_of(control: Result | None, candidate: Result | None) -> Verdict:
    """Judge a pair as the plugin does: a half that is missing or skipped leaves it one-sided."""
    if control is None or candidate is None:
        return "one-sided"
    outcomes = {control.outcome, candidate.outcome}
    if "skipped" in outcomes:
        return "matched" if outcomes == {"skipped"} else "one-sided"
    passes = control.outcome in PASSING
    if passes != (candidate.outcome in PASSING):
        return "regression" if passes else "improvement"
    return "matched" if passes or outcomes == {"xfailed"} else "shared-failure"


def is_known(verdict: Verdict, halves: Iterable[Result | None]) -> bool:
    """Whether a mark declares the difference: one half passes, the other must fail."""
    outcomes = {half.outcome for half in halves if half is not None}
    return verdict in ("regression", "improvement") and "xfailed" in outcomes


def totals_of(results: Iterable[Result]) -> Totals:
    """Add up the results of one engine."""
    halves = list(results)
    outcomes = Counter(half.outcome for half in halves)
    measured = any(half.exercised is not None for half in halves)
    exercised = sum(half.exercised is True for half in halves) if measured else None
    vacuous = [half for half in halves if half.vacuous]
    ran = len(halves) - outcomes["skipped"]
    return Totals(
        tests=len(halves),
        passed=outcomes["passed"],
        failed=outcomes["failed"],
        errors=outcomes["error"],
        skipped=outcomes["skipped"],
        xfailed=outcomes["xfailed"],
        xpassed=outcomes["xpassed"],
        pass_rate=outcomes["passed"] / ran if ran else None,
        exercised=exercised,
        exercised_share=None if exercised is None else exercised / len(halves),
        unseen=sum(half.exercised is None for half in halves),
        vacuous=len(vacuous) if measured else None,
        pinned=sum(bool(half.pinned) for half in halves),
        vacuous_pinned=sum(bool(half.pinned) for half in vacuous),
        time=round(sum(half.duration for half in halves), 6),
    )


def parity_of(tests: Iterable[Test], control: str, candidate: str) -> Parity:
    """Count the verdicts."""
    tests = list(tests)
    verdicts = Counter(test.verdict for test in tests)
    proven = [
        test
        for test in tests
        if test.verdict == "matched" and _exercised(test.engines, control, candidate)
    ]
    return Parity(
        pairs=len(tests),
        matched=verdicts["matched"],
        matched_exercised=len(proven),
        regressions=verdicts["regression"],
        improvements=verdicts["improvement"],
        shared_failures=verdicts["shared-failure"],
        one_sided=verdicts["one-sided"],
        known=sum(test.known for test in tests),
    )


def _exercised(halves: Mapping[str, Result], *engines: str) -> bool:
    return all(name in halves and halves[name].exercised is True for name in engines)

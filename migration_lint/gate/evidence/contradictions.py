"""Find contradictions in a report, or with the configuration: it cannot be used then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING

from migration_lint.report import Report
from migration_lint.report.tally import is_known, parity_of, totals_of, verdict_of

if TYPE_CHECKING:
    from migration_lint.project import Settings
    from migration_lint.report.model import Parity, Result, Test, Totals

_SHOWN = 3  # contradictions that a message names
_BROKEN_OFF = {
    2: "was interrupted",
    3: "broke down",
    4: "was used wrongly",
    5: "found no test",
}  # pytest's statuses
_OPPOSITE = ({"passed", "failed"}, {"passed", "error"})
_DERIVED = {"pass_rate", "exercised_share", "time", "unseen"}  # rounded, or not in every report


def contradictions(report: Report, settings: Settings) -> list[str]:
    """The first contradictions, in words."""
    engines = settings.control, settings.candidate
    found = [
        *_roles(report, settings),
        *_run(report),
        *_duplicates(report),
        *(wrong for test in report.tests for wrong in _test(test, *engines)),
        *_totals(report),
        *_parity(report, *engines),
        *_sabotage(report),
        *_performance(report),
    ]
    return _first(found)


def disagreements(one: Report, other: Report) -> list[str]:
    """The tests that pass in one report and fail in another of the same state, in words."""
    if (one.run.commit, one.run.configuration.digest) != (
        other.run.commit,
        other.run.configuration.digest,
    ):
        return []
    before, now = (
        {half.id: half.outcome for test in report.tests for half in test.engines.values()}
        for report in (other, one)
    )
    return _first(
        [
            f"{name} {outcome} in the one and {before[name]} in the other"
            for name, outcome in now.items()
            if name in before and {outcome, before[name]} in _OPPOSITE
        ]
    )


def _first(found: list[str]) -> list[str]:
    more = [f"and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    return found[:_SHOWN] + more


def _roles(report: Report, settings: Settings) -> Iterator[str]:
    for role in ("control", "candidate"):
        stated, configured = getattr(report.run, role), getattr(settings, role)
        if stated != configured:
            yield f"its {role} is {stated}, the configured one is {configured}"


def _run(report: Report) -> Iterator[str]:
    run = report.run
    if run.complete and run.reasons:
        yield f"it is complete, and {run.reasons[0].message}"
    if run.complete and run.exit_status in _BROKEN_OFF:
        yield f"it is complete, and pytest {_BROKEN_OFF[run.exit_status]}"
    if run.duration < 0:
        yield "its run ended before it began"
    if run.deselected < 0:
        yield f"{run.deselected} tests were deselected"


def _duplicates(report: Report) -> Iterator[str]:
    counts = Counter(test.id for test in report.tests)
    for test, count in counts.items():
        if count > 1:
            yield f"{test} is in it {count} times"


def _test(test: Test, control: str, candidate: str) -> Iterator[str]:
    halves = test.engines.get(control), test.engines.get(candidate)
    due = verdict_of(*halves)
    if test.verdict != due:
        yield f"{test.id} is called {test.verdict}, its outcomes make it {due}"
    elif test.known and not is_known(due, halves):
        yield f"{test.id} is called known, and no half of it fails as a mark expects"
    for half in test.engines.values():
        yield from _half(half)


def _half(half: Result) -> Iterator[str]:
    if half.duration < 0:
        yield f"{half.id} ended before it began"
    if half.vacuous and half.exercised:
        yield f"{half.id} is vacuous and exercised its engine"


def _totals(report: Report) -> Iterator[str]:
    for name, stated in report.engines.items():
        yield from _differing(f"{name}: ", stated, totals_of(report.results(name)))


def _parity(report: Report, control: str, candidate: str) -> Iterator[str]:
    due = parity_of(report.tests, control, candidate)
    yield from _differing("parity: ", report.parity, due)


def _differing(whose: str, stated: Totals | Parity, due: Totals | Parity) -> Iterator[str]:
    for figure in fields(stated):
        said, counted = getattr(stated, figure.name), getattr(due, figure.name)
        if figure.name not in _DERIVED and said != counted:
            name = figure.name.replace("_", " ")
            yield f"{whose}{said} {name} in total, {counted} in the tests"


def _sabotage(report: Report) -> Iterator[str]:
    known = {test.id for test in report.tests}
    for one in report.sabotage:
        method = f"{one.engine}.{one.method}"
        if strange := sorted(set(one.noticed) - set(one.tests)):
            yield f"{method}: {strange[0]} noticed what it did not run"
        if strange := sorted(set(one.tests) - known):
            yield f"{method}: {strange[0]} ran it and is in no result"


def _performance(report: Report) -> Iterator[str]:
    for one in report.performance.measures if report.performance else ():
        if one.low is not None and one.high is not None and not 0 <= one.low <= one.high:
            yield f"{one.name}: an interval from {one.low:g} to {one.high:g}"
        if one.pairs > len(report.tests):
            yield f"{one.name}: timed in {one.pairs} pairs of {len(report.tests)}"

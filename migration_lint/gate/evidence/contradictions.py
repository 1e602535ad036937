"""Where a report contradicts itself or the configuration: then none of it can be believed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from migration_lint.report import Report
from migration_lint.report.tally import verdict_of

if TYPE_CHECKING:
    from migration_lint.project import Settings

_SHOWN = 3  # contradictions that a message names


def contradictions(report: Report, settings: Settings) -> list[str]:
    """What cannot be true at once, in words; the first few of them."""
    found = [
        *_roles(report, settings),
        *_completeness(report),
        *_duplicates(report),
        *_verdicts(report, settings.control, settings.candidate),
        *_totals(report),
        *_parity(report),
    ]
    more = [f"and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    return found[:_SHOWN] + more


def _roles(report: Report, settings: Settings) -> Iterator[str]:
    for role in ("control", "candidate"):
        stated, configured = getattr(report.run, role), getattr(settings, role)
        if stated != configured:
            yield f"its {role} is {stated}, the configured one is {configured}"


def _completeness(report: Report) -> Iterator[str]:
    if report.run.complete and report.run.reasons:
        yield f"it is complete, and {report.run.reasons[0].message}"
    if report.run.duration < 0:
        yield "its run ended before it began"


def _duplicates(report: Report) -> Iterator[str]:
    counts = Counter(test.id for test in report.tests)
    for test, count in counts.items():
        if count > 1:
            yield f"{test} is in it {count} times"


def _verdicts(report: Report, control: str, candidate: str) -> Iterator[str]:
    for test in report.tests:
        due = verdict_of(test.engines.get(control), test.engines.get(candidate))
        if test.verdict != due:
            yield f"{test.id} is called {test.verdict}, its outcomes make it {due}"


def _totals(report: Report) -> Iterator[str]:
    for name, totals in report.engines.items():
        outcomes: Counter[str] = Counter(result.outcome for result in report.results(name))
        stated = {
            "passed": totals.passed,
            "failed": totals.failed,
            "error": totals.errors,
            "skipped": totals.skipped,
            "xfailed": totals.xfailed,
            "xpassed": totals.xpassed,
        }
        for outcome, count in stated.items():
            if outcomes[outcome] != count:
                yield f"{name}: {count} {outcome} in total, {outcomes[outcome]} in the tests"


def _parity(report: Report) -> Iterator[str]:
    verdicts: Counter[str] = Counter(test.verdict for test in report.tests)
    stated = {
        "matched": report.parity.matched,
        "regression": report.parity.regressions,
        "improvement": report.parity.improvements,
        "shared-failure": report.parity.shared_failures,
        "one-sided": report.parity.one_sided,
    }
    for verdict, count in stated.items():
        if verdicts[verdict] != count:
            yield f"parity: {count} {verdict} in total, {verdicts[verdict]} in the tests"

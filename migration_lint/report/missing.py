"""Find the halves of pairs that no report has, and the reasons that stay valid after a merge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from migration_lint.report.model import Reason, Report, Test


def missing_halves(reports: Sequence[Report], tests: Sequence[Test]) -> list[str]:
    """Full ids of the halves that are in no report, sorted.

    A half is expected where a report names it as missing, and where its pair was selected: unless a
    report that ran everything on both engines shows that the test was never meant for this one.
    """
    present = {result.id for test in tests for result in test.engines.values()}
    named = {name for report in reports for name in _named_missing(report)}
    control, candidate = reports[0].run.control, reports[0].run.candidate
    by_choice = set(_by_choice(reports))
    absent = {
        with_engine(test.id, engine)
        for test in tests
        for engine in (control, candidate)
        if engine not in test.engines and (test.id, engine) not in by_choice
    }
    return sorted((named | absent) - present)


def standing_reasons(reports: Sequence[Report], missing: Sequence[str]) -> tuple[Reason, ...]:
    """Why the merged report is not complete; what another report made good is left out."""
    reasons = [
        Reason(reason.kind, f"{report.source}: {reason.message}", reason.items)
        for report in reports
        for reason in report.run.reasons
        if reason.kind != "missing" and not _made_good(reason, report, missing)
    ]
    if missing:
        halves = (
            "1 half of a pair is" if len(missing) == 1 else f"{len(missing)} halves of pairs are"
        )
        reasons.append(Reason("missing", f"{halves} in no report", tuple(missing)))
    return tuple(reasons)


def with_engine(base_id: str, engine: str) -> str:
    """The id that a test has on an engine: `test_a[legacy]`, `test_a[1-x-legacy]`."""
    head, separator, name = base_id.rpartition("::")
    last = f"{name[:-1]}-{engine}]" if name.endswith("]") and "[" in name else f"{name}[{engine}]"
    return f"{head}{separator}{last}"


def _named_missing(report: Report) -> list[str]:
    return [
        name for reason in report.run.reasons if reason.kind == "missing" for name in reason.items
    ]


def _made_good(reason: Reason, report: Report, missing: Sequence[str]) -> bool:
    named = _named_missing(report)
    hides_tests = reason.kind == "collection-error"
    return bool(named) and not hides_tests and not set(named) & set(missing)


def _by_choice(reports: Sequence[Report]) -> Iterator[tuple[str, str]]:
    for report in reports:
        if not _ran_everything(report):
            continue
        for test in report.tests:
            for engine in report.run.asked:
                if engine not in test.engines:
                    yield test.id, engine


def _ran_everything(report: Report) -> bool:
    """Whether what is not in it was not selected by marks, rather than by the command line."""
    run = report.run
    by_id = any("::" in argument for argument in run.arguments)
    return run.complete and run.deselected == 0 and not by_id

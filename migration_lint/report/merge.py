"""Merge reports: of the shards of a suite, or of engines run on different machines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from migration_lint import __version__
from migration_lint.errors import UserError
from migration_lint.escaping import one_line
from migration_lint.report.join import join_tests
from migration_lint.report.missing import missing_halves, standing_reasons
from migration_lint.report.model import Reason, Report, Run, Tool
from migration_lint.report.parts import (
    merge_comparison_totals,
    merge_comparisons,
    merge_coverage,
    merge_performance,
    merge_sabotage,
)
from migration_lint.report.tally import parity_of, totals_of

_SHOWN = 10  # contradictions that a message names

_SAME: tuple[tuple[str, Callable[[Run], str | None]], ...] = (
    ("control engine", lambda run: run.control),
    ("candidate engine", lambda run: run.candidate),
    ("configuration", lambda run: run.configuration.digest),
    ("commit", lambda run: run.commit),
)


def merge_reports(reports: Sequence[Report]) -> Report:
    """Join the reports; their order does not matter.

    Raises:
        UserError: They are about different code or configurations, or contradict each other.
    """
    reports = sorted(reports, key=lambda report: (report.run.started, report.source))
    _check_same(reports)
    joined = join_tests(reports)
    if joined.contradictions:
        shown = "".join(f"\n  {one_line(one)}" for one in joined.contradictions[:_SHOWN])
        more = len(joined.contradictions) - _SHOWN
        raise UserError(
            f"the reports contradict each other:{shown}"
            + (f"\n  and {more} more" if more > 0 else "")
            + "\nrun these tests again, or leave one of the reports out"
        )
    missing = missing_halves(reports, joined.tests)
    run = _merge_runs(reports, standing_reasons(reports, missing))
    return Report(
        schema=reports[0].schema,
        tool=Tool("migration-lint", __version__),
        run=run,
        engines={
            name: totals_of(t.engines[name] for t in joined.tests if name in t.engines)
            for name in run.asked
        },
        parity=parity_of(joined.tests, run.control, run.candidate),
        tests=joined.tests,
        comparison_totals=merge_comparison_totals(reports),
        comparisons=merge_comparisons(reports),
        performance=merge_performance(reports),
        sabotage=merge_sabotage(reports),
        coverage=merge_coverage(reports),
    )


def _check_same(reports: Sequence[Report]) -> None:
    for what, value_of in _SAME:
        known = [(report.source, value_of(report.run)) for report in reports]
        known = [(source, value) for source, value in known if value is not None]
        for source, value in known[1:]:
            if value != known[0][1]:
                raise UserError(
                    f"the reports are not about the same {what}: {known[0][1]} in {known[0][0]}, "
                    f"{value} in {source}; merge reports of one state of the project"
                )


def _merge_runs(reports: Sequence[Report], reasons: tuple[Reason, ...]) -> Run:
    runs = [report.run for report in reports]
    first = runs[0]
    commits = {run.commit for run in runs}
    dirty = {run.dirty for run in runs}
    return Run(
        complete=not reasons,
        reasons=reasons,
        started=first.started,
        duration=round(sum(run.duration for run in runs), 6),
        arguments=first.arguments if len({run.arguments for run in runs}) == 1 else (),
        exit_status=max(run.exit_status for run in runs),
        deselected=sum(run.deselected for run in runs),
        control=first.control,
        candidate=first.candidate,
        asked=_asked(runs),
        observed=_observed(reports),
        commit=first.commit if len(commits) == 1 else None,
        dirty=True if True in dirty else None if None in dirty else False,
        configuration=first.configuration,
        versions=_versions(runs),
        platform=", ".join(dict.fromkeys(run.platform for run in runs)),
        workers=sum(run.workers for run in runs),
        shards=tuple(shard for report in reports for shard in _shards(report)),
    )


def _asked(runs: Sequence[Run]) -> tuple[str, ...]:
    names = list(dict.fromkeys(name for run in runs for name in run.asked))
    pair = [name for name in (runs[0].control, runs[0].candidate) if name in names]
    return (*pair, *(name for name in names if name not in pair))


def _observed(reports: Sequence[Report]) -> dict[str, str]:
    observed: dict[str, tuple[str, str]] = {}
    for report in reports:
        for engine, answer in report.run.observed.items():
            first, source = observed.setdefault(engine, (answer, report.source))
            if first != answer:
                raise UserError(
                    f"the reports contradict each other: {engine} was {first} in {source} and "
                    f"{answer} in {report.source}"
                )
    return {engine: answer for engine, (answer, _) in observed.items()}


def _versions(runs: Sequence[Run]) -> dict[str, str]:
    names = sorted({name for run in runs for name in run.versions})
    return {
        name: ", ".join(dict.fromkeys(run.versions[name] for run in runs if name in run.versions))
        for name in names
    }


def _shards(report: Report) -> list[dict[str, object]]:
    if report.run.shards:
        return [dict(shard) for shard in report.run.shards]
    return [{"source": report.source, "run": report.raw["run"]}]

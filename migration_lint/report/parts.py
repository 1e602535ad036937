"""Merge the findings of reports beyond outcomes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from migration_lint.report.model import (
    Comparison,
    ComparisonTotals,
    Coverage,
    EngineCoverage,
    Lines,
    Performance,
    Report,
    Sabotage,
)


def merge_comparisons(reports: Sequence[Report]) -> tuple[Comparison, ...]:
    """Every comparison once; halves that met only in the merge were never compared."""
    found = dict.fromkeys(one for report in reports for one in report.comparisons)
    return tuple(sorted(found, key=lambda one: (one.id, one.kind, one.key, one.path)))


def merge_comparison_totals(reports: Sequence[Report]) -> ComparisonTotals:
    """The places that the reports compared, added up."""
    totals = [report.comparison_totals for report in reports]
    scrubbed: Counter[str] = Counter()
    for one in totals:
        scrubbed.update(one.scrubbed)
    return ComparisonTotals(
        matched=sum(one.matched for one in totals),
        mismatched=sum(one.mismatched for one in totals),
        ignored=sum(one.ignored for one in totals),
        scrubbed=dict(sorted(scrubbed.items())),
    )


def merge_performance(reports: Sequence[Report]) -> Performance | None:
    """The verdict that every report has; reports that differ leave it inconclusive.

    Durations of different machines cannot be compared, so each report's measures stay as they are.
    """
    named = [(r.source, r.performance) for r in reports if r.performance is not None]
    if len(named) <= 1:
        return named[0][1] if named else None
    measured = [one for _, one in named]
    agree = len({(one.verdict, one.limit, one.confidence, _sides(one)) for one in measured}) == 1
    verdict = measured[0].verdict if agree else "inconclusive"
    said = ", ".join(f"{one.verdict} in {source}" for source, one in named)
    return Performance(
        verdict=verdict,
        limit=measured[0].limit,
        confidence=measured[0].confidence,
        pairs=sum(one.pairs for one in measured),
        repetitions=min(one.repetitions for one in measured),
        reason=said if verdict == "inconclusive" else "",
        measures=tuple(
            replace(measure, name=f"{measure.name} ({source})")
            for source, one in named
            for measure in one.measures
        ),
        slow=tuple(slow for one in measured for slow in one.slow),
    )


def merge_sabotage(reports: Sequence[Report]) -> tuple[Sabotage, ...]:
    """Each method once, with the tests of all reports."""
    tests: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    noticed: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for one in (one for report in reports for one in report.sabotage):
        tests[one.engine, one.method].update(one.tests)
        noticed[one.engine, one.method].update(one.noticed)
    return tuple(
        Sabotage(*key, tests=tuple(sorted(tests[key])), noticed=tuple(sorted(noticed[key])))
        for key in tests
    )


def merge_coverage(reports: Sequence[Report]) -> Coverage | None:
    """Lines that any report saw leak, and lines that none saw run.

    Executed lines are counted, not listed, in a report: the merged count is the largest of them, or
    what the lines that nothing ran leave over, whichever is more.
    """
    covered = [report.coverage for report in reports if report.coverage is not None]
    if not covered:
        return None
    unexecuted = _in_all([one.unexecuted for one in covered])
    control = reports[0].run.control
    names = dict.fromkeys(name for one in covered for name in one.engines)
    engines = {}
    for name in names:
        counted = [one.engines[name] for one in covered if name in one.engines]
        statements = max(one.statements for one in counted)
        executed = max(one.executed for one in counted)
        if name == control:
            executed = max(executed, statements - sum(len(place.lines) for place in unexecuted))
        engines[name] = EngineCoverage(statements, executed)
    return Coverage(
        engines=engines,
        leaks=_in_any(place for one in covered for place in one.leaks),
        unexecuted=unexecuted,
        candidate_only=_in_any(place for one in covered for place in one.candidate_only),
    )


def _sides(performance: Performance) -> frozenset[str]:
    """On which side of one the decided measures lie."""
    return frozenset(
        "slower" if one.ratio > 1 else "faster"
        for one in performance.measures
        if one.ratio is not None and one.verdict == "outside"
    )


def _in_any(places: Iterable[Lines]) -> tuple[Lines, ...]:
    lines: defaultdict[str, set[int]] = defaultdict(set)
    tests: defaultdict[str, set[str]] = defaultdict(set)
    for place in places:
        lines[place.path].update(place.lines)
        tests[place.path].update(place.tests)
    return tuple(
        Lines(path, tuple(sorted(lines[path])), tuple(sorted(tests[path])))
        for path in sorted(lines)
    )


def _in_all(listings: Sequence[tuple[Lines, ...]]) -> tuple[Lines, ...]:
    by_path = [{place.path: set(place.lines) for place in listing} for listing in listings]
    common = {
        path: set.intersection(*(listing.get(path, set()) for listing in by_path))
        for path in by_path[0]
    }
    return tuple(
        Lines(path, tuple(sorted(common[path])), ()) for path in sorted(common) if common[path]
    )

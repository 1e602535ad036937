"""Join the tests of several reports by base id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from migration_lint.report.model import Report, Result, Test
from migration_lint.report.tally import is_known, verdict_of


@dataclass(frozen=True)
class Half:
    """One result, and the report that it comes from."""

    engine: str
    result: Result
    source: str


@dataclass(frozen=True)
class Joined:
    """All tests of all reports.

    Attributes:
        tests: One a base id, in their order, with new verdicts.
        contradictions: What two reports say differently of one half, in words.
    """

    tests: tuple[Test, ...]
    contradictions: tuple[str, ...]


def join_tests(reports: Sequence[Report]) -> Joined:
    """Join the halves; of those that several reports agree on, the first with evidence is kept."""
    tests: dict[str, Test] = {}
    kept: dict[str, dict[str, Half]] = {}
    contradictions: list[str] = []
    for test, source in ((test, report.source) for report in reports for test in report.tests):
        tests.setdefault(test.id, test)
        halves = kept.setdefault(test.id, {})
        for engine, result in test.engines.items():
            half = Half(engine, result, source)
            first = halves.setdefault(engine, half)
            contradictions += _contradictions(first, half)
            if first.result.exercised is None:
                halves[engine] = half  # it may come with evidence
    control, candidate = reports[0].run.control, reports[0].run.candidate
    return Joined(
        tests=tuple(_joined(tests[base], kept[base], control, candidate) for base in sorted(kept)),
        contradictions=tuple(contradictions),
    )


def _contradictions(first: Half, other: Half) -> Iterator[str]:
    measured = None not in (first.result.exercised, other.result.exercised)
    for name in ("outcome", "observed", *(("exercised", "pinned") if measured else ())):
        said, also = getattr(first.result, name), getattr(other.result, name)
        if said != also and None not in (said, also):
            yield (
                f"{other.result.id}: {name} is {_word(said)} in {first.source}"
                f" and {_word(also)} in {other.source}"
            )


def _word(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "nothing"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _joined(test: Test, halves: dict[str, Half], control: str, candidate: str) -> Test:
    engines = {engine: halves[engine].result for engine in sorted(halves)}
    pair = engines.get(control), engines.get(candidate)
    verdict = verdict_of(*pair)
    return replace(test, verdict=verdict, known=is_known(verdict, pair), engines=engines)

"""Joining the tests of several reports by base id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from migration_lint.report.model import Report, Result, Test
from migration_lint.report.tally import is_known, verdict_of


@dataclass(frozen=True)
class Half:
    """One result, and the report that it comes from."""

    test: Test
    engine: str
    result: Result
    source: str


@dataclass(frozen=True)
class Joined:
    """All tests of all reports.

    Attributes:
        tests: One a base id, in their order, with new verdicts.
        across: Base ids of pairs whose halves come from different reports.
        contradictions: What two reports say differently of one half, in words.
    """

    tests: tuple[Test, ...]
    across: tuple[str, ...]
    contradictions: tuple[str, ...]


def join_tests(reports: Sequence[Report]) -> Joined:
    """Join the halves; of a half that several reports agree on, the first report's is kept."""
    kept: dict[str, dict[str, Half]] = {}
    contradictions: list[str] = []
    for half in _halves(reports):
        halves = kept.setdefault(half.test.id, {})
        first = halves.setdefault(half.engine, half)
        contradictions += _contradictions(first, half)
    control, candidate = reports[0].run.control, reports[0].run.candidate
    return Joined(
        tests=tuple(_joined(kept[base], control, candidate) for base in sorted(kept)),
        across=tuple(
            base for base in sorted(kept) if len({half.source for half in kept[base].values()}) > 1
        ),
        contradictions=tuple(contradictions),
    )


def _halves(reports: Sequence[Report]) -> Iterator[Half]:
    for report in reports:
        for test in report.tests:
            for engine, result in test.engines.items():
                yield Half(test, engine, result, report.source)


def _contradictions(first: Half, other: Half) -> Iterator[str]:
    for name in ("outcome", "exercised", "observed", "pinned"):
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


def _joined(halves: dict[str, Half], control: str, candidate: str) -> Test:
    engines = {engine: halves[engine].result for engine in sorted(halves)}
    pair = engines.get(control), engines.get(candidate)
    verdict = verdict_of(*pair)
    any_half = next(iter(halves.values()))
    return replace(any_half.test, verdict=verdict, known=is_known(verdict, pair), engines=engines)

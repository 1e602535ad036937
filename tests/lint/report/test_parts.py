"""Merging what reports found out beyond outcomes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from migration_lint.report import Report, load_report
from migration_lint.report.merge import merge_reports
from tests.lint.report.documents import document, write


@pytest.fixture
def merged(tmp_path: Path) -> Any:
    """Merge reports that differ in these sections only."""

    def merge(**sections: tuple[Any, Any]) -> Report:
        reports = []
        for number in (0, 1):
            made = document() | {name: pair[number] for name, pair in sections.items()}
            made["run"]["started"] = f"2026-01-31T08:00:0{number}Z"
            reports.append(load_report(write(tmp_path / f"{number}.json", made)))
        return merge_reports(reports)

    return merge


def performance(verdict: str, ratio: float = 1.0) -> dict[str, Any]:
    """A section with one measure."""
    return {
        "verdict": verdict,
        "limit": 0.1,
        "confidence": 0.95,
        "pairs": 3,
        "repetitions": 2,
        "reason": "",
        "measures": [
            {
                "name": "tests",
                "verdict": verdict,
                "pairs": 3,
                "ratio": ratio,
                "low": ratio,
                "high": ratio,
                "needed": None,
            }
        ],
        "slow": [],
    }


VERDICTS = (
    ("both-inside", performance("inside"), performance("inside"), "inside"),
    ("both-slower", performance("outside", 2), performance("outside", 3), "outside"),
    ("slower-and-faster", performance("outside", 2), performance("outside", 0.5), "inconclusive"),
    ("disagree", performance("inside"), performance("outside", 2), "inconclusive"),
    ("only-one", performance("inside"), None, "inside"),
)


@pytest.mark.parametrize(
    ("one", "other", "verdict"), [pytest.param(*row[1:], id=row[0]) for row in VERDICTS]
)
def test_performance(merged: Any, one: Any, other: Any, verdict: str) -> None:
    assert merged(performance=(one, other)).performance.verdict == verdict


def test_performance_is_never_made_up(merged: Any) -> None:
    assert merged().performance is None


def test_sabotage_of_a_method_in_two_shards(merged: Any) -> None:
    def entry(test: str, *noticed: str) -> list[dict[str, Any]]:
        found = {"engine": "legacy", "method": "run", "tests": [test], "noticed": list(noticed)}
        return [found]

    (one,) = merged(sabotage=(entry("b"), entry("a", "a"))).sabotage
    assert (one.tests, one.noticed) == (("a", "b"), ("a",))


def lines(path: str, *numbers: int) -> dict[str, Any]:
    """Lines of a file."""
    return {"path": path, "lines": list(numbers), "tests": []}


def test_coverage(merged: Any) -> None:
    def section(executed: int, leaks: list[Any], unexecuted: list[Any]) -> dict[str, Any]:
        return {
            "engines": {"legacy": {"statements": 10, "executed": executed}},
            "leaks": leaks,
            "unexecuted": unexecuted,
            "candidate_only": [],
        }

    coverage = merged(
        coverage=(
            section(6, [lines("a.py", 1)], [lines("a.py", 2, 3, 4), lines("b.py", 1)]),
            section(7, [lines("a.py", 5)], [lines("a.py", 3, 4, 5)]),
        )
    ).coverage
    assert [place.lines for place in coverage.leaks] == [(1, 5)]
    assert [(place.path, place.lines) for place in coverage.unexecuted] == [("a.py", (3, 4))]
    assert coverage.engines["legacy"].executed == 8


def test_comparisons_are_kept_once_and_counted(merged: Any) -> None:
    one = {
        "id": "t",
        "kind": "call",
        "key": "k",
        "status": "mismatched",
        "path": "",
        "control": "1",
        "candidate": "2",
        "message": "m",
    }
    totals = {"matched": 1, "mismatched": 1, "ignored": 0, "scrubbed": {"paths": 2}}
    report = merged(comparisons=([one], [one]), comparison_totals=(totals, totals))
    assert len(report.comparisons) == 1
    assert report.comparison_totals.scrubbed == {"paths": 4}

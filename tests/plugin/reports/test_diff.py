"""Both sides of a difference in the terminal."""

from __future__ import annotations

import pytest

from pytest_engine_rollout.reports.diff import diff_of
from pytest_engine_rollout.results import Comparison

LINES = [f"line {number}" for number in range(50)]


def differing(control: str | None, candidate: str | None) -> list[str]:
    return diff_of(Comparison("test_a", "call", "x", "mismatched", "", control, candidate, "x"))


def test_lines_around_the_one_that_differs() -> None:
    other = [*LINES[:20], "line twenty", *LINES[21:]]

    assert differing("\n".join(LINES), "\n".join(other)) == [
        "  line 18",
        "  line 19",
        "- line 20",
        "+ line twenty",
        "  line 21",
        "  line 22",
    ]


@pytest.mark.parametrize(
    ("control", "candidate"), [("1", "2"), (None, "a\nb"), ("a\nb", None)], ids=["short", "a", "b"]
)
def test_what_needs_no_diff(control: str | None, candidate: str | None) -> None:
    assert differing(control, candidate) == []


def test_what_was_cut_is_no_line_of_the_text() -> None:
    found = differing("a\nb\n... 3 lines after", "a\nc\n... 5 lines after")

    assert found == ["  a", "- b", "+ c"]


def test_a_long_diff_is_cut() -> None:
    found = differing("\n".join(LINES), "\n".join(line.upper() for line in LINES))

    assert len(found) == 31
    assert found[-1].endswith("more lines")

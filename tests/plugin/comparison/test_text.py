"""The lines that are shown of two texts that differ."""

from __future__ import annotations

import pytest

from pytest_engine_rollout.comparison.text import around

LINES = "\n".join(str(number) for number in range(1, 101))


@pytest.mark.parametrize(
    ("text", "line", "shown"),
    [
        pytest.param("a\nb", 2, "a\nb", id="short"),
        pytest.param(
            LINES,
            50,
            "\n".join(
                ["... 29 lines before", *(str(n) for n in range(30, 71)), "... 30 lines after"]
            ),
            id="long",
        ),
        pytest.param("x" * 3000, 1, "x" * 2000 + "\n... 3000 characters in all", id="wide"),
        pytest.param("a", 3, "a", id="past-the-end"),
    ],
)
def test_the_lines_around_one(text: str, line: int, shown: str) -> None:
    assert around(text, line) == shown

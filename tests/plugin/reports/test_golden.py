"""What each report looks like; `UPDATE_GOLDEN=1` writes the files anew, to be read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pytest_engine_rollout.reports.ctrf_file import CtrfReport
from pytest_engine_rollout.reports.markdown_file import MarkdownReport
from pytest_engine_rollout.reports.report_file import JsonReport
from pytest_engine_rollout.reports.summary import as_text, summary_lines
from pytest_engine_rollout.results import RunResult
from tests.plugin.reports.builders import run
from tests.plugin.reports.samples import full_run

GOLDEN = Path(__file__).parent / "golden"


def summary(width: int, verbosity: int) -> Callable[[RunResult], str]:
    """The terminal summary at this width and verbosity."""
    return lambda result: as_text(summary_lines(result, width, verbosity))


REPORTS: tuple[tuple[str, Callable[[RunResult], str]], ...] = (
    ("summary.txt", summary(80, 0)),
    ("summary-verbose.txt", summary(80, 1)),
    ("summary-quiet.txt", summary(80, -1)),
    ("summary-narrow.txt", summary(50, 0)),
    ("report.md", MarkdownReport().text),
    ("ctrf.json", CtrfReport().text),
    ("report.json", JsonReport().text),
)


@pytest.mark.parametrize(("name", "text_of"), REPORTS, ids=[name for name, _ in REPORTS])
@pytest.mark.parametrize(
    ("folder", "result"),
    [pytest.param("full", full_run(), id="full"), pytest.param("clean", run(), id="clean")],
)
def test_report(
    name: str, text_of: Callable[[RunResult], str], folder: str, result: RunResult
) -> None:
    golden = GOLDEN / folder / name
    text = text_of(result)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")

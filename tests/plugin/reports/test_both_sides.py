"""The plugin writes what the linter's package reads; both count alike."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

from migration_lint.report import load_report
from migration_lint.report.merge import merge_reports
from migration_lint.report.write import report_text
from pytest_engine_rollout.reports.report_file import JsonReport
from pytest_engine_rollout.results import Outcome, RunResult
from pytest_engine_rollout.results.fold import Selected, pair_up
from tests.plugin.reports.builders import half, info
from tests.plugin.reports.samples import full_run

OUTCOMES: tuple[Outcome | None, ...] = (
    "passed",
    "failed",
    "error",
    "skipped",
    "xfailed",
    "xpassed",
    None,
)


def every_pair() -> RunResult:
    """A pair of each two outcomes, with every kind of evidence."""
    selected, results = [], {}
    for number, (one, other, ran) in enumerate(product(OUTCOMES, OUTCOMES, (True, False))):
        for engine, outcome in (("legacy", one), ("modular", other)):
            item = Selected(
                f"t.py::test_{number}[{engine}]", f"t.py::test_{number}", engine, "t.py"
            )
            selected.append(item)
            if outcome is not None:
                pinned = () if ran else ("modular",)
                results[item.id] = half(engine, outcome, id=item.id, exercised=ran, pinned=pinned)
    return RunResult(info(), pair_up(selected, results, "legacy", "modular"))


def test_a_report_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    JsonReport().write(full_run(), path)
    assert json.loads(report_text(load_report(path))) == json.loads(path.read_text("utf-8"))


def test_both_packages_count_alike(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    JsonReport().write(every_pair(), path)
    report = load_report(path)
    again = merge_reports([report])
    assert again.parity == report.parity
    assert again.engines == report.engines
    assert again.tests == report.tests

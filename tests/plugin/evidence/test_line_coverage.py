"""Line coverage per engine: leaks, legacy lines nobody runs, candidate lines nobody compared."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pytest_engine_rollout.analysis.line_coverage import function_lines
from tests.plugin.evidence.conftest import LEGACY, MODULAR, Run

USE = "from af_engine import RDMissionController\n"
COVERAGE = "--engine-evidence=coverage"


def line_of(source: str, text: str) -> int:
    """The number of the first line that holds a text, in a file as `product` writes it."""
    lines = source.strip().splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def by_path(found: list[dict[str, Any]]) -> dict[str, list[int]]:
    return {entry["path"]: entry["lines"] for entry in found}


def test_lines_of_functions_count(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("import os\nclass A:\n    x = 1\n    def f(self):\n        return 1\n")

    assert function_lines(file) == {5}


def test_legacy_lines_that_no_test_runs(run: Run) -> None:
    coverage = run(USE + "def test_it(): RDMissionController().update_stage('A')", COVERAGE)[
        "coverage"
    ]

    missing = by_path(coverage["unexecuted"])["af_engine_legacy.py"]
    assert line_of(LEGACY, "Stage {self.stage}") in missing
    assert line_of(LEGACY, "emit_stage_change(mission_id") not in missing
    assert line_of(LEGACY, "def helper") not in missing
    assert coverage["engines"]["legacy"] == {"statements": 12, "executed": 4}
    assert coverage["leaks"] == []


def test_leak(run: Run, product: Path) -> None:
    leaking = MODULAR.replace(
        "        self.stage = new_stage\n",
        "        self.stage = new_stage\n"
        "        import af_engine_legacy; af_engine_legacy.helper()\n",
    )
    (product / "af_engine" / "orchestrator.py").write_text(leaking)

    report = run(USE + "def test_it(): RDMissionController().update_stage('A')", COVERAGE)

    (leak,) = report["coverage"]["leaks"]
    assert leak == {
        "path": "af_engine_legacy.py",
        "lines": [line_of(LEGACY, "return 1")],
        "tests": ["test_a.py::test_it"],
    }
    assert report["by"]["modular"]["pinned"] == ["legacy"]


def test_rehearsal_asks_for_both_engines_and_leaks_nothing(run: Run) -> None:
    report = run(
        "def test_it(engine_pair):\n"
        " engine_pair.compare(lambda engine: engine.controller().update_stage('A'))",
        COVERAGE,
    )

    report["result"].assert_outcomes(passed=2)
    assert report["coverage"]["leaks"] == []
    assert report["coverage"]["engines"]["legacy"]["executed"] > 0


def test_candidate_lines_run_by_tests_that_never_ran_the_control(run: Run) -> None:
    report = run(
        USE + "from af_engine.orchestrator import StageOrchestrator\n"
        "def test_both(): RDMissionController()\n"
        "def test_alone(): StageOrchestrator().build_rd_prompt()",
        COVERAGE,
    )

    assert by_path(report["coverage"]["candidate_only"]) == {
        "af_engine/orchestrator.py": [line_of(MODULAR, "Stage {self.stage}")]
    }


def test_lines_of_single_tests_are_not_kept(run: Run) -> None:
    report = run(USE + "def test_it(): RDMissionController()", COVERAGE)

    assert "lines" not in report["by"]["legacy"]["evidence"]


def test_without_the_option_nothing_is_measured(run: Run) -> None:
    assert run(USE + "def test_it(): RDMissionController()")["coverage"] is None


def run_under_coverage(product: Path, *options: str) -> dict[str, Any]:
    source = USE + "def test_it(): RDMissionController().update_stage('A')"
    (product / "test_a.py").write_text(source)
    arguments = ["--engines=both", "--engine-report=report.json", COVERAGE, "-pno:cacheprovider"]
    command = [sys.executable, "-m", "coverage", "run", *options, "-m", "pytest", *arguments]
    subprocess.run(command, cwd=product, check=True, capture_output=True)
    report: dict[str, Any] = json.loads((product / "report.json").read_text())
    return report


def test_coverage_that_runs_already_is_shared(product: Path) -> None:
    report = run_under_coverage(product, "--source=.")

    assert report["coverage"]["engines"]["legacy"]["executed"] == 4
    command = [sys.executable, "-m", "coverage", "report", "--include=af_engine_legacy.py"]
    table = subprocess.run(command, cwd=product, check=True, capture_output=True, text=True).stdout
    assert "af_engine_legacy.py" in table


def test_contexts_that_do_not_arrive_are_said(product: Path) -> None:
    report = run_under_coverage(product, "--source=elsewhere", "--omit=*")

    assert report["coverage"] is None
    (test,) = report["tests"]
    assert test["engines"]["legacy"]["evidence"]["lines"]["blind"].startswith("coverage is already")


def test_files_that_are_not_measured_are_said(product: Path) -> None:
    report = run_under_coverage(product, "--include=af_engine_legacy.py")

    assert report["coverage"] is None
    (test,) = report["tests"]
    assert "blind" in test["engines"]["modular"]["evidence"]["lines"]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="there is no sys.monitoring")
def test_core_that_drops_contexts_is_said(product: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COVERAGE_CORE", "sysmon")

    report = run_under_coverage(product, "--source=.")

    assert report["coverage"] is None

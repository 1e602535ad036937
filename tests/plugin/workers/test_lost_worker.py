"""A worker that dies leaves a named gap, and costs no other test its result."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plugin.workers.conftest import Run, report_of

DYING = """
import os
import pytest
from product import NAME

@pytest.mark.parametrize("number", range(6))
def test_number(number):
    if (NAME, number) == ("new", 2):
        os._exit(3)
"""


@pytest.mark.parametrize("workers", ["-n1", "-n2", "-n4"])
def test_the_gap_is_named_and_the_rest_runs(run: Run, product: Path, workers: str) -> None:
    result = run(DYING, workers, "--engine-report=report.json")
    result.assert_outcomes(passed=11, failed=1)
    report = report_of(product)
    assert report["run"]["complete"] is False
    lost = [reason for reason in report["run"]["reasons"] if reason["kind"] == "worker-lost"]
    assert len(lost) == 1
    pairs = {test["id"]: test["engines"] for test in report["tests"]}
    assert pairs["test_a.py::test_number[2]"]["new"]["outcome"] == "error"
    assert all({*engines} == {"old", "new"} for engines in pairs.values())
    result.stdout.fnmatch_lines(["*INCOMPLETE*worker gw* was lost*"])
    result.stdout.fnmatch_lines(["regression *::test_number[[]2[]]: worker 'gw*' crashed while *"])


def test_without_a_replacement_the_missing_halves_are_named(run: Run, product: Path) -> None:
    result = run(DYING, "-n2", "--max-worker-restart=0", "--engine-report=report.json")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    report = report_of(product)
    reasons = [reason for reason in report["run"]["reasons"] if reason["kind"] == "missing"]
    missing = [item for reason in reasons for item in reason["items"]]  # a reason for each engine
    assert "test_a.py::test_number[5-new]" in missing
    assert report["run"]["complete"] is False


def test_a_worker_that_dies_while_it_collects(run: Run, product: Path) -> None:
    source = "import os\nfrom product import NAME\nif NAME == 'new': os._exit(3)\n" + DYING
    result = run(source, "-n2", "--max-worker-restart=1", "--engine-report=report.json")
    assert result.ret != pytest.ExitCode.OK
    assert report_of(product)["run"]["complete"] is False


def test_a_worker_that_cannot_start_says_why_in_a_line(
    run: Run, product: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)  # where this suite runs on workers
    (product / "conftest.py").write_text(
        "import os\nif 'PYTEST_XDIST_WORKER' in os.environ: raise RuntimeError('no service')\n"
    )
    run(DYING, "-n2", "--max-worker-restart=0", "--engine-report=report.json")
    lost = [one for one in report_of(product)["run"]["reasons"] if one["kind"] == "worker-lost"]
    # Which worker is the first to be lost is chance.
    assert sorted(one["message"].partition(" (from ")[0] for one in lost) == [
        f"worker gw{number} was lost: _pytest.config.ConftestImportFailure: "
        "RuntimeError: no service"
        for number in range(2)
    ]

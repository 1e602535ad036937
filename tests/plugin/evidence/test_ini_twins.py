"""The ini twins of the options that gather evidence, run tests again and write reports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.plugin.evidence.conftest import Run

TEST = """
import itertools
from af_engine import RDMissionController

numbers = itertools.count()

def test_it(engine):
    RDMissionController().update_stage("A")
    engine.record("number", next(numbers) + 10 * engine.is_control)
"""

SABOTAGED = "legacy.update_stage"


def repetitions(report: dict[str, Any]) -> object:
    return report["performance"]["repetitions"]


def sabotaged(report: dict[str, Any]) -> object:
    return [f"{found['engine']}.{found['method']}" for found in report["sabotage"]]


def ignored(report: dict[str, Any]) -> object:
    return report["comparison_totals"]["ignored"]


def evidence(report: dict[str, Any]) -> object:
    return sorted(report["by"]["legacy"]["evidence"])


@pytest.fixture
def configured(run: Run, product: Path) -> Callable[[str], dict[str, Any]]:
    """Run the test with one more line in the ini file."""

    def run_with(line: str) -> dict[str, Any]:
        ini = product / "tox.ini"
        ini.write_text(f"{ini.read_text('utf-8')}\n{line}\n", encoding="utf-8")
        return run(TEST)

    return run_with


@pytest.mark.parametrize(
    ("line", "look", "found"),
    [
        pytest.param("engine_noise = 2", ignored, 1, id="noise"),
        pytest.param("engine_noise =", ignored, 0, id="noise-empty"),
        pytest.param("engine_repeat = 3", repetitions, 3, id="repeat"),
        pytest.param(f"engine_sabotage = {SABOTAGED}", sabotaged, [SABOTAGED], id="sabotage"),
        pytest.param("engine_evidence = off", evidence, [], id="evidence"),
    ],
)
def test_what_is_done(
    configured: Callable[[str], dict[str, Any]],
    line: str,
    look: Callable[[dict[str, Any]], object],
    found: object,
) -> None:
    assert look(configured(line)) == found


def test_sabotage_of_everything(configured: Callable[[str], dict[str, Any]]) -> None:
    report = configured("engine_sabotage = all")
    assert len(report["sabotage"]) == 6


@pytest.mark.parametrize("word", ["ctrf", "html", "markdown"])
def test_what_is_written(
    configured: Callable[[str], dict[str, Any]], product: Path, word: str
) -> None:
    written = product / "written" / f"report.{word}"
    configured(f"engine_{word} = written/report.{word}")
    assert written.is_file()


def test_what_fails(configured: Callable[[str], dict[str, Any]]) -> None:
    report = configured("engine_fail_on = unnoticed\nengine_sabotage = all")
    report["result"].stdout.fnmatch_lines(["exit status 1: *"])
    assert report["result"].ret == pytest.ExitCode.TESTS_FAILED


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("engine_noise = -1", "--engine-noise=-1: give a whole number from 0 to 1000"),
        ("engine_repeat = x", "--engine-repeat=x: give a whole number from 1 to 1000"),
    ],
)
def test_mistakes(configured: Callable[[str], dict[str, Any]], line: str, message: str) -> None:
    report = configured(line)
    assert report["result"].ret == pytest.ExitCode.USAGE_ERROR
    assert message in report["result"].stderr.str()

"""The gate reads what the plugin really writes: both packages mean the same by each key."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from migration_lint.gate.evidence.base import Request
from migration_lint.gate.evidence.dual_run import DualRun
from migration_lint.gate.provenance import refusals
from migration_lint.gate.request import Asked, make_request
from migration_lint.project import load_project
from tests.gate.builders import judge

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "atlasforge"
HANDOFF = """
def test_handoff(engine_handoff, mission_path):
    engine_handoff.begin(lambda engine: engine.controller(mission_path).update_stage("BUILDING"))
    engine_handoff.finish(lambda engine: engine.controller(mission_path).update_stage("TESTING"))
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Request:
    """A gate about a copy of the example whose suite has just run."""
    root = tmp_path_factory.mktemp("example") / "atlasforge"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("__pycache__"))
    (root / "tests" / "test_handoff.py").write_text(HANDOFF)
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *arguments], cwd=root, check=True)
    command = [sys.executable, "-m", "pytest", "-q", "--tb=no", "--engines=both"]
    done = subprocess.run(
        [*command, "--engine-report=engine-report.json", "-p", "no:asyncio"],
        cwd=root,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return make_request(load_project(root), Asked(), datetime.now(timezone.utc))


def is_blind(asked: Request) -> bool:
    """Whether this Python lets the plugin see no calls."""
    (report,) = asked.shelf.reports
    results = [one for test in report.tests for one in test.engines.values()]
    return any("blind" in one.evidence.get("calls", {}) for one in results)


@pytest.mark.parametrize(
    ("criterion", "status"),
    [
        ("no-regression", "fail"),
        ("candidate-pass-rate", "pass"),
        ("pairs-complete", "pass"),
        ("exercised-share", "pass"),
        ("engine-observed", "pass"),
        ("rollback-rehearsed", "pass"),
    ],
)
def test_what_every_python_shows(asked: Request, criterion: str, status: str) -> None:
    assert judge(criterion, asked).status == status


@pytest.mark.parametrize("criterion", ["integrations-fire", "stage-events", "prompt-time"])
def test_what_the_plugin_sees_of_calls_and_events(asked: Request, criterion: str) -> None:
    judgement = judge(criterion, asked)
    assert judgement.status == ("inconclusive" if is_blind(asked) else "pass"), judgement


def test_the_report_is_of_this_commit_and_configuration(asked: Request) -> None:
    provenance = DualRun().read(asked).provenance
    assert refusals(provenance, asked) == ()
    assert len(refusals(replace(provenance, commit="f" * 40), asked)) == 1


def test_errors_logged_on_both_engines_are_none(asked: Request) -> None:
    judgement: Any = judge("no-test-errors", asked)
    assert judgement.status in ("pass", "inconclusive")
    assert judgement.measured.startswith("0 ERRORs more in ")

"""A project with two engines, to run the plugin on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ENGINE = """
class RDMissionController:
    def update_stage(self, new_stage):
        return {stage}
    def build_rd_prompt(self, context=""):
        return "prompt"
    def process_response(self, response):
        return response
"""
DISPATCHER = """
import os
if os.environ.get("USE_MODULAR_ENGINE", "false") == "true":
    from af_engine.orchestrator import StageOrchestrator as RDMissionController
else:
    from af_engine_legacy import RDMissionController
"""

Run = Callable[..., pytest.RunResult]
Report = Callable[..., dict[str, Any]]


@pytest.fixture
def product(pytester: pytest.Pytester) -> Path:
    """The two engines: legacy writes stages in capitals, modular as they come."""
    pytester.makepyfile(
        **{
            "af_engine_legacy": ENGINE.format(stage="new_stage.upper()"),
            "af_engine/__init__": DISPATCHER,
            "af_engine/orchestrator": ENGINE.format(stage="new_stage").replace(
                "RDMissionController", "StageOrchestrator"
            ),
        }
    )
    pytester.makeini(
        "[pytest]\npythonpath = .\naddopts = -p no:asyncio -p no:anyio -p no:hypothesispytest\n"
    )
    return pytester.path


@pytest.fixture
def run(pytester: pytest.Pytester, product: Path) -> Run:
    """Run pytest on both engines over a test file of this source."""

    def run_on_both(source: str, *arguments: str) -> pytest.RunResult:
        (product / "test_a.py").write_text(source, encoding="utf-8")
        return pytester.runpytest_inprocess(
            "--engines=both", "-pno:cacheprovider", *arguments, no_reraise_ctrlc=True
        )

    return run_on_both


@pytest.fixture
def report(run: Run, product: Path) -> Report:
    """Run, and give the report file."""

    def reported(source: str, *arguments: str) -> dict[str, Any]:
        run(source, "--engine-report=out/report.json", *arguments)
        found: dict[str, Any] = json.loads((product / "out" / "report.json").read_text("utf-8"))
        return found

    return reported

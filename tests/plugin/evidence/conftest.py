"""A product with two engines under AtlasForge's names, and runs of test files on both."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import coverage  # noqa: F401 - a run within the run cannot load its C part a second time
import pytest

_ALIKE = """
    def build_rd_prompt(self, context=""):
        return f"Stage {self.stage}\\nContext: {context}\\nEnd"

    def process_response(self, response):
        if response is None:
            raise ValueError("no response")
        if response == "log":
            logging.getLogger("engine").error("strange response %s", response)
        return self.update_stage(response)["stage"]

    def identity(self, value):
        return value


def helper():
    return 1
"""

LEGACY = (
    """
import logging

from websocket_events import emit_stage_change


class RDMissionController:
    def __init__(self):
        self.stage = "PLANNING"

    def update_stage(self, new_stage):
        self.stage = new_stage
        emit_stage_change(mission_id="m1", old_stage="", new_stage=new_stage)
        return {"stage": new_stage, "by": "engine"}
"""
    + _ALIKE
)

MODULAR = (
    """
import logging

from .bus import Bus


class StageOrchestrator:
    def __init__(self):
        self.stage = "PLANNING"
        self.bus = Bus()

    def update_stage(self, new_stage):
        self.stage = new_stage
        self.bus.emit("stage_change", new_stage)
        return {"stage": new_stage, "by": "engine"}
"""
    + _ALIKE
)

BUS = """
class Bus:
    def emit(self, event, stage):
        pass
"""

DISPATCHER = """
import os
if os.environ.get("USE_MODULAR_ENGINE", "false") == "true":
    from af_engine.orchestrator import StageOrchestrator as RDMissionController, helper
else:
    from af_engine_legacy import RDMissionController, helper
"""

SETTINGS = """
[events.legacy]
call = "websocket_events:emit_stage_change"
stage = "new_stage"
event = "stage_change"

[events.modular]
call = "af_engine.bus:Bus.emit"
stage = "stage"
event = "{event}"
"""

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def product(pytester: pytest.Pytester) -> Path:
    """The two engines; they do the same."""
    pytester.makepyfile(
        **{
            "websocket_events": "def emit_stage_change(mission_id, old_stage, new_stage): pass",
            "af_engine_legacy": LEGACY,
            "af_engine/__init__": DISPATCHER,
            "af_engine/orchestrator": MODULAR,
            "af_engine/bus": BUS,
        }
    )
    pytester.makeini(
        "[pytest]\npythonpath = .\naddopts = -p no:asyncio -p no:anyio -p no:hypothesispytest\n"
    )
    (pytester.path / "engine_rollout.toml").write_text(SETTINGS, encoding="utf-8")
    return pytester.path


@pytest.fixture
def run(pytester: pytest.Pytester, product: Path) -> Run:
    """Run pytest on both engines over a test file of this source, and read the report.

    The report gets two keys more: `result`, what pytest did, and `by`, the halves of the test
    called `test_it` or of the only one there is, by engine.
    """

    def run_on_both(source: str, *arguments: str) -> dict[str, Any]:
        (product / "test_a.py").write_text(source, encoding="utf-8")
        result = pytester.runpytest_inprocess(
            "--engines=both", "--engine-report=report.json", "-pno:cacheprovider", *arguments
        )
        path = product / "report.json"
        report: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {"tests": []}
        report["result"] = result
        tests = report["tests"]
        named = [test for test in tests if test["id"].endswith("test_it")] or tests
        report["by"] = named[0]["engines"] if named else {}
        return report

    return run_on_both

"""`engine_pair` and `engine_handoff` in runs on a small product with two engines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pytest_engine_rollout.analysis.observation import is_alone

ENGINE = """
import json, os
HELPER_FLAG = os.environ["USE_MODULAR_ENGINE"]

class {name}:
    def __init__(self, path=None):
        self.path, self.stage = path, "PLANNING"
        if path is not None and path.exists():
            self.stage = json.loads(path.read_text())["stage"]

    def update_stage(self, new_stage):
        self.stage = new_stage
        if self.path is not None:
            self.path.write_text(json.dumps({{"stage": new_stage}}))

    def build_rd_prompt(self, context=""):
        import helper
        return f"{{self.stage}} {{context}} {prompt}"

    def process_response(self, response):
        raise {error}("no response")

    def engine_seen(self):
        import helper
        return helper.FLAG
"""
QUIET = ("-p", "no:cacheprovider", "-p", "no:asyncio")


@pytest.fixture
def product(pytester: pytest.Pytester) -> pytest.Pytester:
    legacy = {"name": "RDMissionController", "prompt": "", "error": "ValueError"}
    modular = {"name": "StageOrchestrator", "prompt": "!", "error": "ValueError"}
    pytester.makepyfile(
        af_engine_legacy=ENGINE.format(**legacy),
        helper="import os\nFLAG = os.environ['USE_MODULAR_ENGINE']\n",
    )
    package = pytester.mkpydir("af_engine")
    (package / "orchestrator.py").write_text(ENGINE.format(**modular))
    (package / "__init__.py").write_text(
        "import os\n"
        "if os.environ['USE_MODULAR_ENGINE'] == 'true':\n"
        "    from .orchestrator import StageOrchestrator as RDMissionController\n"
        "else:\n"
        "    from af_engine_legacy import RDMissionController\n"
    )
    return pytester


def run(product: pytest.Pytester, source: str, *options: str) -> tuple[pytest.RunResult, Any]:
    product.makepyfile(test_it=source)
    result = product.runpytest("--engines=both", "--engine-report=report.json", *QUIET, *options)
    return result, json.loads((product.path / "report.json").read_text())


def rehearsed(report: Any) -> list[Any]:
    return [
        entry
        for test in report["tests"]
        for half in test["engines"].values()
        for entry in half["evidence"].get("rehearsals", {}).get("rehearsed", ())
    ]


def test_each_side_sees_its_own_engine(product: pytest.Pytester) -> None:
    result, _ = run(
        product,
        """
        import os, sys

        def seen(engine):
            controller = engine.controller()
            module = engine.module("af_engine")
            flag = os.environ["USE_MODULAR_ENGINE"]
            return flag, controller.engine_seen(), module.RDMissionController.__name__

        def test_sides(engine_pair, engine):
            own = sys.modules.get("helper"), dict(os.environ), list(sys.path), os.getcwd()
            assert engine_pair.control.run(seen) == ("false", "false", "RDMissionController")
            assert engine_pair.candidate.run(seen) == ("true", "true", "StageOrchestrator")
            assert own[1:] == (dict(os.environ), list(sys.path), os.getcwd())
            other = engine_pair.candidate if engine.is_control else engine_pair.control
            assert engine.module("helper").FLAG != other.module("helper").FLAG
            assert sys.modules["helper"].FLAG == os.environ["USE_MODULAR_ENGINE"]

        def test_nested(engine_pair):
            control, candidate = engine_pair.control, engine_pair.candidate
            inner = control.controller()
            assert candidate.run(lambda engine: inner.engine_seen()) == "false"
            assert candidate.run(lambda e: control.run(lambda c: candidate.run(seen)))[1] == "true"

        def test_a_controller_keeps_to_its_engine_outside_of_its_world(engine_pair):
            for side, flag in ((engine_pair.control, "false"), (engine_pair.candidate, "true")):
                controller = side.controller()
                controller.stage = "TESTING"
                assert (controller.stage, controller.engine_seen()) == ("TESTING", flag)
                assert repr(controller).endswith(f" of {side.name}>")

        def test_the_environment_is_the_tests(engine_pair, monkeypatch):
            monkeypatch.setenv("COLOUR", "green")
            for side in (engine_pair.control, engine_pair.candidate):
                assert side.run(lambda engine: os.environ["COLOUR"]) == "green"

        def test_nothing_of_it_stays(engine_pair):
            for side in (engine_pair.control, engine_pair.candidate):
                assert side.run(lambda engine: "COLOUR" in os.environ) is False
        """,
    )
    result.assert_outcomes(passed=10)


def test_compare_passes_on_the_same_and_names_what_differs(product: pytest.Pytester) -> None:
    result, report = run(
        product,
        """
        def stage(engine):
            controller = engine.controller()
            controller.update_stage("BUILDING")
            return {"stage": controller.stage}

        def test_same(engine_pair):
            assert engine_pair.compare(stage) == {"stage": "BUILDING"}

        def test_same_exception(engine_pair):
            problem = engine_pair.compare(lambda engine: engine.controller().process_response({}))
            assert str(problem) == "no response"

        def test_different(engine_pair):
            engine_pair.compare(lambda engine: {"prompt": engine.controller().build_rd_prompt("x")})
        """,
    )
    result.assert_outcomes(passed=4, failed=2)
    result.stdout.fnmatch_lines(
        [
            "E*Failed: the engines differ",
            "E*prompt*: 'PLANNING x ' on the control, 'PLANNING x !' on the candidate",
        ]
    )
    assert sorted(one["same"] for one in rehearsed(report)) == [False] * 2 + [True] * 4


HANDOFF = """
def begin(engine, path):
    engine.controller(path).update_stage("BUILDING")

def finish(engine, path):
    controller = engine.controller(path)
    assert controller.stage == "BUILDING"
    controller.update_stage("COMPLETE")
    return controller.stage

def test_handoff(engine_handoff, tmp_path):
    path = tmp_path / "mission.json"
    engine_handoff.begin(lambda engine: begin(engine, path))
    assert engine_handoff.finish(lambda engine: finish(engine, path)) == "COMPLETE"
    assert engine_handoff.first.name != engine_handoff.second.name
"""


def test_a_handoff_is_rehearsed_both_ways(product: pytest.Pytester) -> None:
    result, report = run(product, HANDOFF, "-v")
    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines(["*test_handoff?legacy-to-modular-legacy? PASSED*"])
    ways = {(one["from"], one["to"]) for one in rehearsed(report)}
    assert ways == {("legacy", "modular"), ("modular", "legacy")}
    assert report["comparison_totals"]["mismatched"] == 0  # each side did its half on purpose


def test_what_a_rehearsal_does_is_no_single_engines_doing() -> None:
    calls = {"count": {"legacy.update_stage": 1}}
    assert is_alone({"calls": calls}, "legacy")
    assert not is_alone({"calls": calls, "rehearsals": {"rehearsed": [{}]}}, "legacy")


def test_a_handoff_works_in_workers(product: pytest.Pytester) -> None:
    pytest.importorskip("xdist")
    result, report = run(product, HANDOFF, "-n2")
    result.assert_outcomes(passed=4)
    assert len(rehearsed(report)) == 4


def test_a_handoff_that_was_not_begun(product: pytest.Pytester) -> None:
    result, report = run(product, "def test(engine_handoff): engine_handoff.finish(print)")
    result.stdout.fnmatch_lines(["E*UsageError: engine_handoff: call begin() before finish()"])
    assert rehearsed(report) == []


def test_without_engines_there_are_no_fixtures(product: pytest.Pytester) -> None:
    product.makepyfile(test_it="def test(engine_pair): pass")
    result = product.runpytest(*QUIET)
    result.stdout.fnmatch_lines(["E*fixture 'engine_pair' not found"])


def test_an_engine_without_controller(product: pytest.Pytester) -> None:
    (product.path / "engine_rollout.toml").write_text(
        "control = 'a'\ncandidate = 'b'\nisolate = []\n[engines.a]\n[engines.b]\n"
    )
    result, _ = run(product, "def test(engine_pair): engine_pair.control.controller()")
    result.stdout.fnmatch_lines(
        ["E*UsageError: engine a: no controller is configured; set engines.a.controller"]
    )


def test_the_fixtures_say_what_they_are(product: pytest.Pytester) -> None:
    assert Path(product.path).is_dir()
    result = product.runpytest("--engines=both", "--fixtures", *QUIET)
    result.stdout.fnmatch_lines(["*Both engines in one test: control, candidate, compare()."])

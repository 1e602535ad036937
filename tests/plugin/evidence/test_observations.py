"""What is seen of the engines' doings, and how the two sides compare."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.plugin.evidence.conftest import LEGACY, MODULAR, Run

USE = "from af_engine import RDMissionController\n"
PROMPT = USE + "def test_it(): RDMissionController().build_rd_prompt('now')"
STAGE = USE + "def test_it(): RDMissionController().update_stage('BUILDING')"


def change(product: Path, before: str, after: str) -> None:
    """Make the candidate differ from the control."""
    assert before in MODULAR
    (product / "af_engine" / "orchestrator.py").write_text(MODULAR.replace(before, after))


def messages(report: dict[str, Any]) -> list[str]:
    return [found["message"] for found in report["comparisons"]]


def test_calls_of_protocol_methods(run: Run) -> None:
    report = run(
        USE + "import pytest\ndef test_it():\n c = RDMissionController()\n c.build_rd_prompt('x')\n"
        " c.process_response('BUILDING')\n"
        " with pytest.raises(ValueError): c.process_response(None)\n c.identity(1)"
    )

    calls = report["by"]["legacy"]["evidence"]["calls"]
    assert [(c["method"], c["depth"], c.get("raised")) for c in calls["made"]] == [
        ("build_rd_prompt", 0, None),
        ("process_response", 0, None),
        ("update_stage", 1, None),
        ("process_response", 0, "ValueError"),
    ]
    assert all(call["duration"] > 0 for call in calls["made"])
    assert calls["count"]["legacy.process_response"] == 2
    assert report["comparison_totals"]["mismatched"] == 0
    assert report["comparison_totals"]["matched"] >= 6


@pytest.mark.parametrize(
    ("before", "after", "source", "message"),
    [
        pytest.param(
            "\\nEnd",
            "\\nThe end",
            PROMPT,
            "build_rd_prompt[0].result, line 3: 'End' on the control, 'The end' on the candidate",
            id="first-divergent-line",
        ),
        pytest.param(
            '"by": "engine"',
            '"by": None',
            STAGE,
            "update_stage[0].result.by: another type: 'engine' on the control, None on the "
            "candidate",
            id="path-of-a-field",
        ),
        pytest.param(
            'ValueError("no response")',
            'ValueError("nothing")',
            USE + "import pytest\ndef test_it():\n"
            " with pytest.raises(ValueError): RDMissionController().process_response(None)",
            "process_response[0].result.message: 'no response' on the control, 'nothing' on the "
            "candidate",
            id="exception-message",
        ),
        pytest.param(
            'self.bus.emit("stage_change", new_stage)',
            "pass",
            STAGE,
            "event 1: stage_change BUILDING is missing on the candidate",
            id="missing-event",
        ),
        pytest.param(
            "self.stage = new_stage",
            "self.bus.emit('noted', new_stage)",
            STAGE,
            "event 1: noted BUILDING comes on the candidate only",
            id="extra-event",
        ),
        pytest.param(
            '"strange response %s"',
            '"odd response %s"',
            USE + "def test_it(): RDMissionController().process_response('log')",
            "log record 1: ERROR strange response log is missing on the candidate, which has "
            "ERROR odd response log",
            id="error-logged",
        ),
    ],
)
def test_difference(
    run: Run, product: Path, before: str, after: str, source: str, message: str
) -> None:
    change(product, before, after)

    report = run(source)

    report["result"].assert_outcomes(passed=2)
    assert messages(report) == [message]
    assert report["comparisons"][0]["id"] == "test_a.py::test_it"


@pytest.mark.parametrize(
    "signature",
    ["self, stage", "self, new_stage, verbose=True", "self, *stages", "self, **names"],
)
def test_arguments_go_by_the_protocol(run: Run, product: Path, signature: str) -> None:
    name = signature.removeprefix("self, ").partition(",")[0].strip("*")
    value = {"stages": "stages[0]", "names": "names['new_stage']"}.get(name, name)
    change(
        product,
        "update_stage(self, new_stage):",
        f"update_stage({signature}):\n        new_stage = {value}",
    )
    given = "new_stage='A'" if name in ("names", "new_stage") else "'A'"

    report = run(USE + f"def test_it(): RDMissionController().update_stage({given})")

    report["result"].assert_outcomes(passed=2)
    assert messages(report) == []
    assert report["comparison_totals"]["mismatched"] == 0


def test_coroutines_that_take_turns_are_not_inside_one_another(run: Run, product: Path) -> None:
    waiting = {
        "def build_rd_prompt": "async def build_rd_prompt",
        '        return f"Stage': '        await asyncio.sleep(0)\n        return f"Stage',
        "import logging": "import asyncio\nimport logging",
    }
    for file, source in (("af_engine_legacy", LEGACY), ("af_engine/orchestrator", MODULAR)):
        changed = source
        for before, after in waiting.items():
            changed = changed.replace(before, after)
        (product / f"{file}.py").write_text(changed)

    report = run(
        USE + "import asyncio\nasync def both():\n c = RDMissionController()\n"
        " await asyncio.gather(c.build_rd_prompt('a'), c.build_rd_prompt('b'))\n"
        "def test_it(): asyncio.run(both())"
    )

    calls = report["by"]["legacy"]["evidence"]["calls"]["made"]
    assert [call["depth"] for call in calls] == [0, 0]


def test_engine_fixture_shows_events_and_logs(run: Run) -> None:
    report = run(
        USE + "def test_it(engine):\n c = RDMissionController()\n assert not engine.events\n"
        " c.process_response('log')\n"
        " assert [*engine.events] == [{'event': 'stage_change', 'stage': 'log'}]\n"
        " assert engine.logs[0]['message'] == 'strange response log'"
    )

    report["result"].assert_outcomes(passed=2)


def test_records_are_compared(run: Run) -> None:
    report = run(
        "def test_it(engine):\n engine.record('same', [1])\n engine.record('other', engine.name)"
    )

    assert messages(report) == [
        "other: 'legacy' on the control, 'modular' on the candidate",
    ]


def test_record_is_taken_as_it_was(run: Run) -> None:
    report = run(
        "def test_it(engine):\n value = []\n engine.record('list', value)\n"
        " value.append(engine.name)"
    )

    assert messages(report) == []


def test_each_test_begins_with_nothing_known_of_it(run: Run) -> None:
    report = run(
        USE + "import pytest\n"
        "def test_first(engine):\n RDMissionController().process_response('log')\n"
        " engine.record('key', 1)\n"
        "@pytest.fixture\ndef early(engine): assert not engine.logs and not engine.events\n"
        "def test_second(early): pass"
    )

    report["result"].assert_outcomes(passed=4)
    second = report["tests"][1]["engines"]["modular"]["evidence"]
    assert second.keys() == {"execution"}


def test_what_a_teardown_records_comes_too_late(run: Run) -> None:
    report = run(
        "import pytest\n@pytest.fixture\ndef late(engine):\n yield\n engine.record('late', 1)\n"
        "def test_it(engine, late): engine.record('here', 1)"
    )

    assert report["by"]["modular"]["evidence"]["records"] == {"recorded": {"here": 1}}


def test_scrubbers_count_what_they_touch(run: Run, product: Path) -> None:
    settings = product / "engine_rollout.toml"
    settings.write_text(settings.read_text() + '[scrubbers]\nmission = "m-[0-9]+"\nnever = "#"\n')

    report = run(
        "def test_it(engine): engine.record('id', 'm-1 and m-2' if engine.is_control else "
        "'m-3 and m-4')"
    )

    assert messages(report) == []
    assert report["comparison_totals"]["scrubbed"] == {"mission": 4, "never": 0}


def test_tested_code_sees_no_change(run: Run) -> None:
    report = run(
        USE
        + """
import inspect, logging, sys, threading, traceback
from unittest import mock

def test_it():
    method = RDMissionController.update_stage
    assert method is RDMissionController.__dict__["update_stage"]
    assert str(inspect.signature(method)) == "(self, new_stage)"
    assert "def update_stage" in inspect.getsource(method)
    assert not hasattr(method, "__wrapped__")
    assert sys.gettrace() is None
    assert sys.getprofile() is None or sys.version_info < (3, 12)
    try:
        RDMissionController().process_response(None)
    except ValueError as problem:
        names = [frame.name for frame in traceback.extract_tb(problem.__traceback__)]
        assert names == ["test_it", "process_response"]
    with mock.patch.object(RDMissionController, "update_stage") as patched:
        RDMissionController().update_stage("A")
        patched.assert_called_once_with("A")
"""
    )

    report["result"].assert_outcomes(passed=2)
    assert "count" in report["by"]["legacy"]["evidence"]["calls"]


HOSTILE = """
import math

class Hostile:
    def __repr__(self): raise RuntimeError("no")
    __eq__ = __hash__ = __getattribute__ = __str__ = __repr__

ring = []
ring.append(ring)

def values():
    return [Hostile(), ring, math.nan, "x" * 50_000_000, lambda: 1, {1: {2: 3}}, object()]

def test_it(engine):
    for value in values():
        RDMissionController().build_rd_prompt(type(value).__name__)
        engine.record("value", value)
    class Loud(Exception):
        def __str__(self): raise RuntimeError("no")
    controller = RDMissionController()
    controller.update_stage(Hostile())
"""


def test_bad_objects_change_no_outcome(run: Run) -> None:
    report = run(USE + HOSTILE)

    report["result"].assert_outcomes(passed=2)
    assert [found for found in report["comparisons"] if found["status"] == "mismatched"] == []
    assert any("too large to be looked at" in message for message in messages(report))
    assert len(json.dumps(report["tests"])) < 500_000


def test_many_calls_stay_bounded(run: Run) -> None:
    report = run(
        USE + "def test_it():\n c = RDMissionController()\n"
        " for _ in range(50_000): c.build_rd_prompt()"
    )

    report["result"].assert_outcomes(passed=2)
    calls = report["by"]["legacy"]["evidence"]["calls"]
    assert calls["count"] == {"legacy.build_rd_prompt": 50_000}
    assert len(calls["made"]) == 300
    assert "calls that were only counted on legacy: 49700" in "".join(messages(report))


@pytest.mark.parametrize(
    ("source", "kind", "kept", "most", "cut"),
    [
        pytest.param(
            "def test_it(engine):\n for n in range(1500): engine.record('key', n)",
            "records",
            "recorded",
            1_000,
            500,
            id="records",
        ),
        pytest.param(
            USE + "def test_it():\n c = RDMissionController()\n"
            " for n in range(1500): c.update_stage('BUILDING')",
            "events",
            "emitted",
            1_000,
            500,
            id="events",
        ),
        pytest.param(
            USE + "def test_it():\n c = RDMissionController()\n"
            " for n in range(1500): c.process_response('log')",
            "logs",
            "logged",
            200,
            1_300,
            id="logs",
        ),
    ],
)
def test_what_is_kept_stays_bounded(
    run: Run, source: str, kind: str, kept: str, most: int, cut: int
) -> None:
    report = run(source)

    report["result"].assert_outcomes(passed=2)
    for half in report["by"].values():
        found = half["evidence"][kind]
        assert (len(found[kept]), found["cut"]) == (most, cut)
    assert any(str(cut) in message for message in messages(report)), messages(report)


def test_slow_prompts_are_listed(run: Run, product: Path) -> None:
    settings = product / "engine_rollout.toml"
    settings.write_text(settings.read_text() + "[performance]\nslow.build_rd_prompt = 0.0\n")

    slow = run(PROMPT)["performance"]["slow"]

    assert [(call["engine"], call["method"]) for call in slow] == [
        ("legacy", "build_rd_prompt"),
        ("modular", "build_rd_prompt"),
    ]


def test_pinned_test_is_not_compared_with_itself(run: Run) -> None:
    report = run(
        "from af_engine.orchestrator import StageOrchestrator\n"
        "def test_it(): StageOrchestrator().update_stage('A')"
    )

    assert report["comparison_totals"]["matched"] == 0
    assert report["comparisons"] == []


def test_other_engines_controller_spoils_the_comparison(run: Run) -> None:
    report = run(
        "from af_engine import helper\nfrom af_engine.orchestrator import StageOrchestrator\n"
        "def test_it(): helper(); StageOrchestrator().update_stage('A')"
    )

    assert report["parity"]["matched_exercised"] == 1
    assert report["comparisons"] == []
    assert report["performance"]["reason"] == "no pair exercised each engine by itself"


def test_inherited_method_is_seen(run: Run, product: Path) -> None:
    base = LEGACY.replace("class RDMissionController:", "class Base:")
    (product / "af_base.py").write_text(base)
    (product / "af_engine_legacy.py").write_text(
        "from af_base import Base, helper\nclass RDMissionController(Base): pass\n"
    )

    report = run(STAGE)

    assert "calls" in report["by"]["legacy"]["evidence"]

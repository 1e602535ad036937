"""Exercised, vacuous and pinned: what counts as running an engine, and what does not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.plugin.evidence.conftest import Run

USE = "from af_engine import RDMissionController, helper\n"


@pytest.mark.parametrize(
    ("source", "exercised"),
    [
        pytest.param("def test_it(): RDMissionController().update_stage('A')", True, id="method"),
        pytest.param("def test_it(): RDMissionController()", True, id="constructor"),
        pytest.param("def test_it(): helper()", True, id="function"),
        pytest.param("def test_it(engine): engine.controller()", True, id="engine-fixture"),
        pytest.param("def test_it(): assert RDMissionController", False, id="name-only"),
        pytest.param("def test_it(): import af_engine", False, id="import"),
        pytest.param(
            "def test_it():\n import importlib, af_engine\n importlib.reload(af_engine)",
            False,
            id="reload",
        ),
        pytest.param(
            "from unittest import mock\n"
            "@mock.patch.object(RDMissionController, 'update_stage')\n"
            "def test_it(_, c=RDMissionController()): c.update_stage('A')",
            False,
            id="mocked-out",
        ),
        pytest.param(
            "from unittest import mock\ndef test_it(c=RDMissionController()):\n"
            " with mock.patch.object(c, 'update_stage', wraps=c.update_stage): c.update_stage('A')",
            True,
            id="mock-that-wraps",
        ),
        pytest.param(
            "import pytest\n@pytest.fixture\ndef c(): return RDMissionController()\n"
            "def test_it(c): assert c.stage",
            False,
            id="fixture",
        ),
        pytest.param(
            "import pytest\n@pytest.fixture\ndef c():\n yield\n RDMissionController()\n"
            "def test_it(c): pass",
            False,
            id="teardown",
        ),
        pytest.param(
            "import unittest\nclass TestIt(unittest.TestCase):\n"
            " def setUp(self): self.c = RDMissionController()\n"
            " def tearDown(self): self.c.update_stage('A')\n"
            " def test_it(self): assert self.c.stage",
            False,
            id="unittest-set-up",
        ),
        pytest.param(
            "import pytest\n@pytest.fixture\ndef c(): return RDMissionController()\n"
            "def test_it(request): request.getfixturevalue('c')",
            False,
            id="fixture-asked-for-in-the-test",
        ),
        pytest.param(
            "import unittest\nclass TestIt(unittest.IsolatedAsyncioTestCase):\n"
            " async def asyncSetUp(self): self.c = RDMissionController()\n"
            " async def asyncTearDown(self): self.c.update_stage('A')\n"
            " async def test_it(self): assert self.c.stage",
            False,
            id="unittest-async-set-up",
        ),
        pytest.param(
            "import unittest\nclass TestIt(unittest.IsolatedAsyncioTestCase):\n"
            " async def asyncSetUp(self): self.c = RDMissionController()\n"
            " async def test_it(self): self.c.update_stage('A')",
            True,
            id="unittest-async-test",
        ),
        pytest.param(
            "import unittest\nclass TestIt(unittest.TestCase):\n"
            " def setUp(self): self.c = RDMissionController()\n"
            " def test_it(self): RDMissionController()",
            True,
            id="unittest-same-function-again",
        ),
        pytest.param(
            "import unittest\nclass TestIt(unittest.TestCase):\n"
            " def setUp(self): [helper() for _ in range(50)]\n"
            " def test_it(self): helper()",
            True,
            id="unittest-same-function-again-after-many-times",
        ),
        pytest.param(
            "import unittest\nclass TestIt(unittest.TestCase):\n"
            " def setUp(self): [helper() for _ in range(50)]\n"
            " def test_it(self): pass",
            False,
            id="unittest-set-up-many-times",
        ),
        pytest.param(
            "import pytest\n@pytest.fixture\ndef c(): [helper() for _ in range(50)]\n"
            "def test_it(c): helper()",
            True,
            id="same-function-as-in-a-fixture-many-times",
        ),
        pytest.param(
            "import pytest\n@pytest.fixture\ndef c():\n"
            " [helper() for _ in range(50)]\n raise ValueError\n"
            "def test_it(request):\n"
            " with pytest.raises(ValueError): request.getfixturevalue('c')\n helper()",
            True,
            id="same-function-as-in-a-fixture-that-raises",
        ),
        pytest.param(
            "import threading\ndef test_it():\n"
            " t = threading.Thread(target=RDMissionController); t.start(); t.join()",
            True,
            id="thread",
        ),
        pytest.param(
            "import asyncio\nasync def use(): RDMissionController()\n"
            "def test_it(): asyncio.run(use())",
            True,
            id="coroutine",
        ),
        pytest.param(
            "import asyncio\ndef test_it():\n"
            " asyncio.run(asyncio.wait_for(asyncio.to_thread(helper), 5))",
            True,
            id="executor",
        ),
        pytest.param(
            "class Mine(RDMissionController):\n def update_stage(self, new_stage): return 1\n"
            "def test_it(c=Mine()): c.update_stage('A')",
            False,
            id="overridden",
        ),
        pytest.param(
            "import pytest\ndef test_it():\n"
            " with pytest.raises(ValueError): RDMissionController().process_response(None)",
            True,
            id="raises",
        ),
    ],
)
def test_exercised(run: Run, source: str, exercised: bool) -> None:
    report = run(USE + source)

    report["result"].assert_outcomes(passed=2)
    halves = report["by"]
    assert {name: half["exercised"] for name, half in halves.items()} == {
        "legacy": exercised,
        "modular": exercised,
    }
    assert [half["pinned"] for half in halves.values()] == [[], []]


def test_second_test_of_the_same_code_counts_too(run: Run) -> None:
    report = run(USE + "def test_one(): helper()\ndef test_two(): helper()")

    assert report["engines"]["legacy"]["exercised"] == 2
    assert report["engines"]["modular"]["exercised"] == 2


def test_fixtures_are_counted_apart(run: Run) -> None:
    report = run(
        USE + "import pytest\n@pytest.fixture\ndef c(): return RDMissionController()\n"
        "def test_it(c): pass"
    )

    assert report["by"]["legacy"]["evidence"]["execution"]["fixtures"] == ["legacy"]


def test_pinned(run: Run) -> None:
    report = run(
        "from af_engine.orchestrator import StageOrchestrator\ndef test_it(): StageOrchestrator()"
    )

    legacy, modular = report["by"]["legacy"], report["by"]["modular"]
    assert (legacy["exercised"], legacy["pinned"]) == (False, ["modular"])
    assert (modular["exercised"], modular["pinned"]) == (True, [])


@pytest.mark.parametrize("value", ["off", "calls"])
def test_option(run: Run, value: str) -> None:
    report = run(USE + "def test_it(): helper()", f"--engine-evidence={value}")

    assert report["by"]["legacy"]["exercised"] is (None if value == "off" else True)


def test_no_controller_tells_engines_apart_by_what_they_load(
    pytester: pytest.Pytester, run: Run
) -> None:
    pytester.makepyfile(
        **{
            "fast/__init__": "import os\nif os.environ['FAST'] == '1':\n from fast._new import f\n"
            "else:\n from fast._old import f\nfrom fast._shared import g\n",
            "fast/_new": "def f(): return 1",
            "fast/_old": "def f(): return 1",
            "fast/_shared": "def g(): return 1",
        }
    )
    (pytester.path / "engine_rollout.toml").write_text(
        'control = "old"\ncandidate = "new"\nflag = "FAST"\nisolate = ["fast"]\n'
        'engines.old.env = { FAST = "0" }\nengines.new.env = { FAST = "1" }\n',
        encoding="utf-8",
    )

    report = run("import fast\ndef test_own(): fast.f()\ndef test_shared(): fast.g()")

    seen = {test["id"]: test["engines"]["old"]["exercised"] for test in report["tests"]}
    assert seen == {"test_a.py::test_own": True, "test_a.py::test_shared": False}


TWO_IN_ONE = """
import os

class Old:
    def run(self):
        return 1

class New:
    def run(self):
        return 1

def make():
    return New() if os.environ["FAST"] == "1" else Old()
"""


@pytest.mark.parametrize(
    ("test", "exercised", "pinned"),
    [
        pytest.param("make().run()", {"old": True, "new": True}, [], id="each"),
        pytest.param("make()", {"old": False, "new": False}, [], id="what-makes-them"),
        pytest.param("Old().run()", {"old": True, "new": False}, ["old"], id="one"),
    ],
)
def test_controllers_in_one_file_are_told_apart(
    pytester: pytest.Pytester,
    run: Run,
    test: str,
    exercised: Mapping[str, bool],
    pinned: list[str],
) -> None:
    pytester.makepyfile(pay=TWO_IN_ONE)
    (pytester.path / "engine_rollout.toml").write_text(
        'control = "old"\ncandidate = "new"\nflag = "FAST"\nisolate = ["pay"]\n'
        'entry = "pay:make"\nlegacy_modules = []\nlegacy_files = []\n'
        'engines.old = { controller = "pay:Old", env = { FAST = "0" } }\n'
        'engines.new = { controller = "pay:New", env = { FAST = "1" } }\n',
        encoding="utf-8",
    )

    report = run(f"from pay import Old, make\ndef test_it(): {test}", "--engine-evidence=coverage")

    assert {name: half["exercised"] for name, half in report["by"].items()} == exercised
    assert report["by"]["new"]["pinned"] == pinned
    statements = {name: it["statements"] for name, it in report["coverage"]["engines"].items()}
    assert statements == {"old": 1, "new": 1}


def test_no_evidence_where_there_is_no_file_to_watch(pytester: pytest.Pytester, run: Run) -> None:
    (pytester.path / "engine_rollout.toml").write_text(
        'control = "old"\ncandidate = "new"\nflag = "FAST"\nisolate = ["absent"]\n'
        'engines.old.env = { FAST = "0" }\nengines.new.env = { FAST = "1" }\n',
        encoding="utf-8",
    )

    report = run("def test_it(): pass")

    assert [half["evidence"] for half in report["by"].values()] == [{}, {}]
    assert report["performance"] is None

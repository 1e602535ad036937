"""Noise, repetitions and sabotage: tests that run again once all have run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.plugin.evidence.conftest import Run

USE = "from af_engine import RDMissionController\n"
SUITE = (
    USE
    + """
import pytest

def test_notices(): assert RDMissionController().update_stage("A")["stage"] == "A"

def test_swallows():
    try:
        RDMissionController().build_rd_prompt()
    except Exception:
        pass

def test_leaves_alone(): RDMissionController()
"""
)


def table(report: dict[str, Any]) -> dict[str, tuple[list[str], list[str]]]:
    return {f"{s['engine']}.{s['method']}": (s["tests"], s["noticed"]) for s in report["sabotage"]}


def test_sabotage_says_who_notices_what(run: Run) -> None:
    report = run(SUITE, "--engine-sabotage")

    report["result"].assert_outcomes(passed=6)
    notices, swallows = ["test_a.py::test_notices"], ["test_a.py::test_swallows"]
    assert table(report) == {
        "legacy.update_stage": (notices, notices),
        "legacy.build_rd_prompt": (swallows, []),
        "legacy.process_response": ([], []),
        "modular.update_stage": (notices, notices),
        "modular.build_rd_prompt": (swallows, []),
        "modular.process_response": ([], []),
    }


def test_attributes_of_the_protocol_are_not_made_to_raise(run: Run, product: Path) -> None:
    settings = product / "engine_rollout.toml"
    text = settings.read_text("utf-8")
    protocol = 'protocol = ["update_stage(new_stage)", "mission"]\n'
    settings.write_text(protocol + text, encoding="utf-8")
    report = run(SUITE, "--engine-sabotage=legacy")

    assert list(table(report)) == ["legacy.update_stage"]
    run(SUITE, "--engine-sabotage=legacy.mission")["result"].stderr.fnmatch_lines(
        ["*--engine-sabotage=legacy.mission: not an engine or a method of its protocol*"]
    )


def test_test_that_cannot_be_run_twice_does_not_notice(run: Run) -> None:
    report = run(
        USE + "runs = {}\ndef test_it(engine):\n"
        " runs[engine.name] = runs.get(engine.name, 0) + 1\n"
        " assert runs[engine.name] == 1\n"
        " RDMissionController().update_stage('A')",
        "--engine-sabotage=modular.update_stage",
    )

    assert table(report) == {"modular.update_stage": (["test_a.py::test_it"], [])}


ASYNCHRONOUS = """
class RDMissionController:
    async def update_stage(self, new_stage):
        return new_stage

    def build_rd_prompt(self, context=""):
        yield context

    async def process_response(self, response):
        yield response

def helper(): pass
"""


@pytest.mark.parametrize(
    ("use", "method", "notices"),
    [
        ("asyncio.run(c.update_stage('A'))", "update_stage", True),
        ("c.update_stage('A').close()", "update_stage", False),
        ("assert list(c.build_rd_prompt('A')) == ['A']", "build_rd_prompt", True),
        ("asyncio.run(collect(c.process_response('A')))", "process_response", True),
        ("asyncio.run(gather(c.update_stage('A')))", "update_stage", False),
    ],
)
def test_sabotaged_method_fails_when_the_original_would_have_run(
    run: Run, product: Path, use: str, method: str, notices: bool
) -> None:
    (product / "af_engine_legacy.py").write_text(ASYNCHRONOUS, encoding="utf-8")
    report = run(
        "import asyncio\nfrom af_engine_legacy import RDMissionController\n"
        "async def collect(stream): return [one async for one in stream]\n"
        "async def gather(one): return await asyncio.gather(one, return_exceptions=True)\n"
        f"def test_it():\n c = RDMissionController()\n {use}",
        f"--engine-sabotage=legacy.{method}",
        "--engines=legacy",
    )

    [found] = report["sabotage"]
    assert found["noticed"] == (["test_a.py::test_it"] if notices else [])


@pytest.mark.parametrize("behind", [["test_a.py"], ["--", "test_a.py"]], ids=["path", "dashes"])
def test_sabotage_leaves_the_next_argument_alone(run: Run, behind: list[str]) -> None:
    report = run(SUITE, "--engine-sabotage", *behind)

    assert len(table(report)) == 6


def test_a_folder_behind_sabotage_has_its_conftest_read_in_time(
    pytester: pytest.Pytester, run: Run
) -> None:
    (pytester.mkdir("below") / "conftest.py").write_text(
        "def pytest_addoption(parser): parser.addoption('--below')\n"
    )
    (pytester.path / "below" / "test_b.py").write_text("def test_b(): pass\n")
    report = run(SUITE, "--below=x", "--engine-sabotage", "below")

    report["result"].assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("asked", "methods"),
    [
        pytest.param("legacy.update_stage", ["legacy.update_stage"], id="method"),
        pytest.param(
            "modular",
            ["modular.update_stage", "modular.build_rd_prompt", "modular.process_response"],
            id="engine",
        ),
        pytest.param(
            "legacy.update_stage,modular.build_rd_prompt",
            ["legacy.update_stage", "modular.build_rd_prompt"],
            id="list",
        ),
    ],
)
def test_sabotage_of_what_is_named(run: Run, asked: str, methods: list[str]) -> None:
    assert [*table(run(SUITE, f"--engine-sabotage={asked}"))] == methods


def test_engine_is_whole_again_afterwards(run: Run, product: Path) -> None:
    (product / "conftest.py").write_text(
        "def pytest_sessionfinish(session):\n"
        "    from af_engine import RDMissionController\n"
        "    assert RDMissionController().update_stage('A')['stage'] == 'A'\n",
        encoding="utf-8",
    )

    assert run(SUITE, "--engine-sabotage")["result"].ret == 0


def test_subtests_of_a_rerun_are_not_reported(run: Run) -> None:
    report = run(
        USE + "import unittest\nclass TestIt(unittest.TestCase):\n def test_it(self):\n"
        "  with self.subTest(stage='A'): RDMissionController().update_stage('A')",
        "--engine-sabotage",
    )

    assert report["result"].ret == 0
    assert table(report)["legacy.update_stage"][1] == ["test_a.py::TestIt::test_it"]


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        pytest.param(
            "--engine-sabotage=new",
            "--engine-sabotage=new: not an engine or a method of its protocol; write ENGINE or "
            "ENGINE.METHOD, of legacy, modular and update_stage, build_rd_prompt, process_response",
            id="sabotage",
        ),
        pytest.param(
            "--engine-noise=few",
            "--engine-noise=few: give a whole number from 0 to 1000",
            id="noise",
        ),
        pytest.param(
            "--engine-repeat=0",
            "--engine-repeat=0: give a whole number from 1 to 1000",
            id="repeat",
        ),
    ],
)
def test_mistakes(run: Run, argument: str, message: str) -> None:
    report = run(SUITE, argument)

    assert report["result"].ret == 4
    report["result"].stderr.fnmatch_lines([f"*{message}"])


def test_evidence_is_needed(run: Run) -> None:
    report = run(SUITE, "--engine-noise=1", "--engine-evidence=off")

    report["result"].stderr.fnmatch_lines(["*need evidence: leave --engine-evidence=off out"])


def test_noise_is_ignored_not_matched(run: Run) -> None:
    source = (
        "import uuid\ndef test_it(engine):\n"
        " engine.record('id', str(uuid.uuid4()))\n engine.record('kind', engine.name[:0])"
    )

    quiet, noisy = run(source), run(source, "--engine-noise=2")

    assert quiet["comparison_totals"]["mismatched"] == 1
    assert {k: noisy["comparison_totals"][k] for k in ("matched", "mismatched", "ignored")} == {
        "matched": 1,
        "mismatched": 0,
        "ignored": 1,
    }


def test_noise_in_what_is_logged_hides_no_missing_record(run: Run, product: Path) -> None:
    for file in ("af_engine_legacy", "af_engine/orchestrator"):
        path = product / f"{file}.py"
        extra = "" if "legacy" in file else "; return 1"
        path.write_text(
            path.read_text().replace(
                "        if response is None:",
                "        import logging, time\n"
                "        logging.error('at %s', time.time_ns())"
                f"{extra}\n        logging.error('end')\n        if response is None:",
            )
        )

    report = run(
        USE + "def test_it(): RDMissionController().process_response('A')", "--engine-noise=1"
    )

    messages = [one["message"] for one in report["comparisons"] if one["kind"] == "log"]
    assert messages == ["log record 2: ERROR end is missing on the candidate"]


def test_noise_still_has_its_type(run: Run) -> None:
    report = run(
        "import time\ndef test_it(engine):\n"
        " engine.record('at', time.time() if engine.is_control else 'now')",
        "--engine-noise=1",
    )

    (found,) = report["comparisons"]
    assert found["status"] == "mismatched"
    assert "another type" in found["message"]


def test_repetitions_take_turns(run: Run, product: Path) -> None:
    journal = product / "journal"
    report = run(
        USE + "def test_it(engine):\n RDMissionController().update_stage('A')\n"
        f" with open({str(journal)!r}, 'a') as file: file.write(engine.name[0])",
        "--engine-repeat=3",
    )

    assert journal.read_text() == "lm" + "lm" + "ml" + "lm"
    assert report["performance"]["repetitions"] == 3
    assert report["performance"]["pairs"] == 1


def test_the_engine_that_ends_a_pair_begins_the_next(run: Run, product: Path) -> None:
    journal = product / "journal"
    body = (
        " RDMissionController().update_stage('A')\n"
        f" with open({str(journal)!r}, 'a') as file: file.write(engine.name[0])\n"
    )
    run(USE + "".join(f"def test_{it}(engine):\n{body}" for it in "abcd"), "--engine-repeat=2")

    assert journal.read_text() == "llllmmmm" + "lmmllmml" + "mllmmllm"


def test_repeating_does_not_change_results(run: Run) -> None:
    report = run(
        USE + "count = []\ndef test_it(engine):\n RDMissionController().update_stage('A')\n"
        " count.append(1)\n assert len(count) == 1",
        "--engine-repeat=2",
        "--engine-noise=1",
    )

    report["result"].assert_outcomes(passed=2)
    assert report["result"].ret == 0


def test_workers_send_what_they_found(run: Run) -> None:
    report = run(SUITE, "--engine-sabotage", "-n2")

    assert table(report)["legacy.update_stage"] == (["test_a.py::test_notices"],) * 2
    assert table(report)["modular.build_rd_prompt"] == (["test_a.py::test_swallows"], [])
    methods = ["update_stage", "build_rd_prompt", "process_response"]
    assert list(table(report)) == [f"{e}.{m}" for e in ("legacy", "modular") for m in methods]


def test_repetitions_need_one_process(run: Run) -> None:
    report = run(SUITE, "--engine-repeat=2", "-n2")

    report["result"].stderr.fnmatch_lines(
        ["*--engine-repeat measures the engines side by side in one process: leave -n out"]
    )


def test_a_controller_that_cannot_be_changed_is_told_of(run: Run, product: Path) -> None:
    (product / "af_engine_legacy.py").write_text(
        "class Fixed(type):\n    def __setattr__(cls, name, value):\n"
        "        raise TypeError(f'cannot set {name!r} of immutable type {cls.__name__!r}')\n"
        "class RDMissionController(metaclass=Fixed):\n"
        "    def update_stage(self, new_stage): return {'stage': new_stage}\n"
        "    def build_rd_prompt(self, context=''): ...\n"
        "    def process_response(self, response): ...\n"
        "def helper(): ...\n",
        encoding="utf-8",
    )
    report = run(SUITE, "--engine-sabotage=legacy.update_stage,modular.update_stage")

    assert [*table(report)] == ["modular.update_stage"]
    report["result"].stdout.fnmatch_lines(
        [
            "sabotage     legacy.update_stage cannot be broken: cannot set 'update_stage' of",
            "             immutable type 'RDMissionController'",
        ]
    )

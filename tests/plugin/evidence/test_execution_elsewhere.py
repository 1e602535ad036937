"""Processes and threads: what of the engines runs there is seen, or said to be unseen."""

from __future__ import annotations

import sys

import pytest

from tests.plugin.evidence.conftest import Run

USE = "from af_engine import RDMissionController, helper\n"


def test_forked_process_is_seen(run: Run) -> None:
    report = run(
        USE + "import multiprocessing\ndef test_it():\n"
        " p = multiprocessing.get_context('fork').Process(target=helper); p.start(); p.join()",
        "-Wignore",
    )

    half = report["by"]["legacy"]
    if sys.version_info >= (3, 12):
        assert half["exercised"] is True
    else:
        assert half["exercised"] is None
        assert half["evidence"]["execution"]["blind"] == "a process was forked"


@pytest.mark.parametrize(
    ("start", "blind"),
    [
        pytest.param("subprocess.run([sys.executable, '-c', ''])", "was started: ", id="python"),
        pytest.param("os.system('true; python -c 1')", "process", id="shell"),
    ],
)
def test_process_that_cannot_be_seen_is_said(run: Run, start: str, blind: str) -> None:
    report = run(f"import os, subprocess, sys\ndef test_it(): {start}")

    half = report["by"]["legacy"]
    assert half["exercised"] is None
    assert blind in half["evidence"]["execution"]["blind"]


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
@pytest.mark.parametrize("joins", [True, False], ids=["joined", "left"])
def test_process_of_multiprocessing_is_said(run: Run, method: str, joins: bool) -> None:
    report = run(
        "import multiprocessing\ndef test_it():\n global p\n"
        f" p = multiprocessing.get_context('{method}').Process(target=print); p.start()\n"
        f"{' p.join()' if joins else ''}\n"
        "def test_last():\n p.join()"
    )

    half = report["by"]["modular"]
    assert half["exercised"] is None
    assert "process" in half["evidence"]["execution"]["blind"]


def test_process_object_that_others_made_hides_nothing(run: Run) -> None:
    report = run("import multiprocessing\nmultiprocessing.Process()\ndef test_it(): pass")

    assert report["by"]["legacy"]["exercised"] is False


def test_process_that_runs_no_python_hides_nothing(run: Run) -> None:
    report = run("import subprocess\ndef test_it(): subprocess.run(['true'])")

    assert report["by"]["legacy"]["exercised"] is False


@pytest.mark.parametrize(
    "start",
    [
        pytest.param("def test_first(): threading.Thread(target=work).start()", id="threading"),
        pytest.param(
            "def test_first(): _thread.start_new_thread(work, ()); started.wait()",
            id="past-threading",
        ),
        pytest.param("threading.Thread(target=work).start()", id="on-import"),
    ],
)
def test_thread_that_was_started_before_is_nobodys(run: Run, start: str) -> None:
    report = run(
        USE + "import _thread, threading\n"
        "started, stop, ran = (threading.Event() for _ in range(3))\n"
        "def work():\n"
        " started.set()\n"
        " while not stop.wait(0.01): helper(); ran.set()\n"
        f"{start}\n"
        "def test_it():\n"
        " ran.clear(); ran.wait()\n"
        " ran.clear(); ran.wait()  # what set it first may have begun before this test did\n"
        " stop.set()"
    )

    half = report["by"]["legacy"]
    assert half["exercised"] is None
    assert half["evidence"]["execution"]["blind"] == (
        "engine code ran in a thread that was started before this test"
    )


def test_new_thread_is_taken_for_no_older_one(run: Run) -> None:
    report = run(
        USE + "import threading\nstop = threading.Event()\n"
        "older = threading.Thread(target=stop.wait)\nolder.start()\n"
        "def test_it():\n"
        " stop.set(); older.join()\n"
        " newer = threading.Thread(target=helper); newer.start(); newer.join()"
    )

    assert report["by"]["legacy"]["exercised"] is True


def test_thread_that_has_ended_hides_nothing(run: Run) -> None:
    report = run(
        USE + "import threading\nstop = threading.Event()\n"
        "def work():\n"
        " while not stop.wait(0.01): helper()\n"
        "t = threading.Thread(target=work)\n"
        "def test_first(): t.start()\n"
        "def test_second(): stop.set(); t.join()\n"
        "def test_it(): pass"
    )

    assert report["by"]["legacy"]["exercised"] is False


def test_thread_past_threading_is_seen(run: Run) -> None:
    report = run(
        USE + "import _thread, time\nended = []\n"
        "def work(): helper(); ended.append(1)\n"
        "def test_it():\n"
        " _thread.start_new_thread(work, ())\n"
        " while not ended: time.sleep(0.01)"
    )

    assert report["by"]["legacy"]["exercised"] is True

"""Which programs could run Python, and what is heard of modules and processes."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path
from types import CodeType

import pytest

from pytest_engine_rollout.watch.listeners import FORK
from pytest_engine_rollout.watch.listening import listen
from pytest_engine_rollout.watch.programs import may_run_python
from pytest_engine_rollout.watch.reaped import reaped


@pytest.mark.parametrize(
    ("program", "may"),
    [
        pytest.param(sys.executable, True, id="interpreter"),
        pytest.param("python3 -c 'x'", True, id="command-line"),
        pytest.param("/bin/sh", True, id="shell"),
        pytest.param("true", False, id="binary"),
        pytest.param("/no/such/program", False, id="missing"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_may_run_python(program: str, may: bool) -> None:
    assert may_run_python(program) is may


def test_script_may_run_python(tmp_path: Path) -> None:
    script = tmp_path / "tool"
    script.write_text("#!/usr/bin/env python\n")

    assert may_run_python(str(script))


def test_listening_ends() -> None:
    modules: list[CodeType] = []
    processes: list[str] = []
    stop = listen(lambda code, _: modules.append(code), processes.append)
    exec(compile("x = 1", "heard", "exec"), {})
    subprocess.run(["true"], check=True)
    stop()
    exec(compile("x = 1", "unheard", "exec"), {})
    subprocess.run(["true"], check=True)

    assert [code.co_filename for code in modules if "heard" in code.co_filename] == ["heard"]
    assert len([name for name in processes if name.endswith("true")]) >= 1
    assert len(processes) <= 2


@pytest.mark.parametrize(
    ("start", "program"),
    [
        pytest.param("subprocess.run(['true'])", "true", id="run"),
        pytest.param("subprocess.run(['x'], executable='/bin/true')", "/bin/true", id="executable"),
        pytest.param("subprocess.run('true', shell=True)", "/bin/sh", id="shell"),
        pytest.param("os.popen('true').close()", "/bin/sh", id="popen"),
        pytest.param(
            "os.system('true')",
            "/bin/sh",
            id="system",
            marks=pytest.mark.skipif(
                sys.version_info >= (3, 12), reason="only audit events tell of it"
            ),
        ),
        pytest.param("os.spawnlp(os.P_WAIT, 'true', 'true')", FORK, id="spawn"),
        pytest.param("os.waitpid(os.fork() or os._exit(0), 0)", FORK, id="fork"),
        pytest.param("context('fork').Process().start()", FORK, id="multiprocessing-fork"),
        pytest.param(
            "context('spawn').Process().start()",
            sys.executable,
            id="spawned",
            marks=pytest.mark.skipif(
                sys.version_info < (3, 12), reason="no audit event tells of it before 3.12"
            ),
        ),
    ],
)
def test_processes_are_heard_of(start: str, program: str) -> None:
    processes: list[str] = []
    stop = listen(lambda *_: None, processes.append)
    names = {"subprocess": subprocess, "os": os, "context": multiprocessing.get_context}
    exec(start, names)
    stop()

    assert program in processes


def test_processes_that_end_are_noticed() -> None:
    before = reaped()
    os.system("true")

    assert reaped() > before

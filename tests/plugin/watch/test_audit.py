"""Which programs could run Python, and what is heard of modules and processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import CodeType

import pytest

from pytest_engine_rollout.watch.audit import listen, may_run_python


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
    stop = listen(modules.append, processes.append)
    exec(compile("x = 1", "heard", "exec"), {})
    subprocess.run(["true"], check=True)
    stop()
    exec(compile("x = 1", "unheard", "exec"), {})
    subprocess.run(["true"], check=True)

    assert [code.co_filename for code in modules if "heard" in code.co_filename] == ["heard"]
    assert len([name for name in processes if name.endswith("true")]) >= 1
    assert len(processes) <= 2

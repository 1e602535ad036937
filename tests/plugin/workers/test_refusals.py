"""What workers cannot do is refused, with the reason."""

from __future__ import annotations

import pytest

from tests.plugin.workers.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ["-n2", "--dist=each"],
            "--dist=each does not go with --engines: it would run a test on every worker, "
            "whatever engine that serves; choose from load, worksteal, loadscope, loadfile",
            id="each",
        ),
        pytest.param(
            ["-n2", "--dist=loadgroup"],
            "--dist=loadgroup does not go with --engines: it reads groups from node ids, which "
            "pytest 9.2 no longer lets it write; choose from load, worksteal, loadscope, loadfile",
            id="loadgroup",
        ),
        pytest.param(
            ["--tx=ssh=elsewhere", "--dist=load"],
            "--tx execmodel=main_thread_only//ssh=elsewhere does not go with --engines: a worker "
            "is started with the environment of its engine, on this machine; use popen",
            id="other-machine",
        ),
        pytest.param(
            ["--engine-isolation=process", "-pno:xdist"],
            "--engine-isolation=process needs pytest-xdist, which is not installed or switched "
            "off; pip install 'pytest-engine-rollout[xdist]'",
            id="no-xdist",
        ),
        pytest.param(
            ["--engine-isolation=process", "--pdb"],
            "--engine-isolation=process: --pdb needs the tests in this process; "
            "choose one engine instead, as in --engines=NAME",
            id="pdb",
        ),
        pytest.param(
            ["--engine-isolation=in-process", "-n2"],
            "--engine-isolation=in-process: with -n each worker serves one engine; "
            "leave out one of the two",
            id="contradiction",
        ),
        pytest.param(
            ["--engine-isolation=container"],
            "--engine-isolation: unknown value 'container'; choose from in-process, process",
            id="unknown",
        ),
        pytest.param(
            ["--engine-evidence=lines"],
            "--engine-evidence: unknown value 'lines'; choose from calls, coverage, off",
            id="unknown-evidence",
        ),
    ],
)
def test_refused(run: Run, arguments: list[str], message: str) -> None:
    result = run("def test_it(): pass", *arguments)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: {message}".replace("[", "[[]")])


def test_file_that_exits_is_named(run: Run) -> None:
    result = run("import sys\nsys.exit('enough')", "-n2")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    message = "ERROR: engine '*': *.py cannot be collected: it calls sys.exit('enough') (*.py:2)"
    result.stderr.fnmatch_lines([message])

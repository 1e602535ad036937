"""Each worker serves one engine for its whole life, and the engines run side by side."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.plugin.workers.conftest import NO_CACHE, Run

NOTING = """
import pytest
from journal import note
from product import NAME

@pytest.mark.parametrize("number", range(12))
def test_it(number):
    note(NAME, number)
"""

MEETING = """
import time
from pathlib import Path
from product import NAME

def test_meet():
    Path(NAME).touch()
    limit = time.monotonic() + 30
    while not (Path("old").exists() and Path("new").exists()):
        assert time.monotonic() < limit, "the other engine has not come"
        time.sleep(0.01)
"""


@pytest.mark.parametrize(
    ("arguments", "workers"),
    [
        pytest.param(["-n2"], {"old": 1, "new": 1}, id="one-each"),
        pytest.param(["-n5"], {"old": 3, "new": 2}, id="odd"),
        pytest.param(["-n1"], {"old": 1, "new": 1}, id="one-after-the-other"),
        pytest.param(["-n8", "--maxprocesses=2"], {"old": 1, "new": 1}, id="maxprocesses"),
        pytest.param(["--tx=2*popen", "--dist=load"], {"old": 1, "new": 1}, id="tx"),
        pytest.param(["-n2", "--dist=worksteal"], {"old": 1, "new": 1}, id="worksteal"),
        pytest.param(["-n2", "--dist=loadscope"], {"old": 1, "new": 1}, id="loadscope"),
        pytest.param(["-n2", "--dist=loadfile"], {"old": 1, "new": 1}, id="loadfile"),
        pytest.param(["-n4", "--maxschedchunk=1"], {"old": 2, "new": 2}, id="maxschedchunk"),
        pytest.param(["-n2", "-pno:terminal"], {"old": 1, "new": 1}, id="no-terminal"),
        pytest.param(["--engine-isolation=process"], {"old": 1, "new": 1}, id="process"),
    ],
)
def test_a_worker_serves_one_engine(
    run: Run,
    journal: Callable[[], list[list[str]]],
    arguments: list[str],
    workers: dict[str, int],
) -> None:
    assert run(NOTING, *arguments).ret == pytest.ExitCode.OK
    served = {(worker, engine) for worker, engine, _ in journal()}
    assert {name: sum(engine == name for _, engine in served) for name in workers} == workers
    assert len({worker for worker, _ in served}) == sum(workers.values())
    ran = sorted((engine, int(number)) for _, engine, number in journal())
    assert ran == [(engine, number) for engine in ("new", "old") for number in range(12)]


def test_every_engine_has_its_turn(run: Run, journal: Callable[[], list[list[str]]]) -> None:
    run(NOTING, "-n2", engines="all").assert_outcomes(passed=36)
    served = {(worker, engine) for worker, engine, _ in journal()}
    assert sorted(engine for _, engine in served) == ["new", "old", "third"]


def test_one_worker_runs_one_engine_after_the_other(
    run: Run, journal: Callable[[], list[list[str]]]
) -> None:
    run(NOTING, "-n1").assert_outcomes(passed=24)
    assert [engine for _, engine, _ in journal()] == ["old"] * 12 + ["new"] * 12


def test_with_exitfirst_the_next_engine_does_not_begin(
    run: Run, journal: Callable[[], list[list[str]]]
) -> None:
    failing = NOTING + "    assert number < 3\n"
    run(failing, "-n1", "-x").assert_outcomes(passed=3, failed=1)
    assert {engine for _, engine, _ in journal()} == {"old"}


def test_engines_run_side_by_side(run: Run) -> None:
    run(MEETING, "-n2").assert_outcomes(passed=2)


def test_the_environment_is_there_when_the_interpreter_starts(
    run: Run, product: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = "import os\nos.environ['AT_START'] = os.environ.get('PRODUCT_ENGINE', 'unset')\n"
    (product / "usercustomize.py").write_text(early, encoding="utf-8")
    (product / "sitecustomize.py").write_text(early, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(product))
    monkeypatch.setenv("PRODUCT_ENGINE", "set by the user")
    source = """
import os
from product import NAME

def test_at_start():
    assert os.environ["AT_START"] == {"old": "unset"}.get(NAME, NAME)
"""
    run(source, "-n2").assert_outcomes(passed=2)


def test_tests_see_no_trace_of_how_the_worker_was_started(run: Run) -> None:
    source = """
import os

def test_trace():
    assert [name for name in os.environ if "ROLLOUT" in name] == []
"""
    run(source, "-n2").assert_outcomes(passed=2)


def test_engines_may_differ_in_their_tests(run: Run) -> None:
    source = """
from product import NAME

def test_shared():
    pass

if NAME == "new":
    def test_of_new():
        pass
"""
    result = run(source, "-n2", "-v")
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines_random(
        ["*test_a.py::test_of_new[[]new[]]*", "*test_a.py::test_shared[[]old[]]*"]
    )


SPARED = """
import atexit
import gc
import os
import sys
from pathlib import Path
from product import NAME

def test_worker_has_nothing_to_report(request):
    assert "pytest_engine_rollout.reporting" not in sys.modules
    assert "pytest_engine_rollout.results" not in sys.modules
    assert "asyncio" not in sys.modules
    assert not request.config.pluginmanager.hasplugin("engine_rollout_reports")

def test_pytest_is_nobodys_garbage():
    assert gc.get_freeze_count() > 10_000
    path = Path(f"left-by-{NAME}").resolve()
    atexit.register(lambda: path.write_text(str(gc.get_freeze_count())))
"""

NO_TESTS_HERE = """
import gc
import os
from pytest_engine_rollout.session import SESSION

def pytest_sessionfinish(session):
    if not hasattr(session.config, "workerinput"):
        assert session.config.stash[SESSION].evidence == []
        assert gc.get_freeze_count() > 10_000
"""

AT_EXIT = """
import atexit
import gc
import os
import sys
from pathlib import Path

def note():
    if "-c" not in sys.orig_argv:  # as a worker is started
        Path("left").write_text(str(gc.get_freeze_count()))

atexit.register(note)
"""


def test_processes_are_spared_what_they_have_no_use_for(run: Run, product: Path) -> None:
    (product / "conftest.py").write_text(NO_TESTS_HERE, encoding="utf-8")

    result = run(SPARED, "-n2")

    result.assert_outcomes(passed=4)
    assert result.ret == pytest.ExitCode.OK
    left = [int((product / f"left-by-{name}").read_text()) for name in ("old", "new")]
    assert min(left) > 10_000
    assert gc.get_freeze_count() == 0


@pytest.mark.parametrize(("option", "is_left"), [("-n2", True), ("-n0", False)])
def test_what_a_process_without_tests_holds_is_left_to_the_system(
    pytester: pytest.Pytester,
    product: Path,
    monkeypatch: pytest.MonkeyPatch,
    option: str,
    is_left: bool,
) -> None:
    for name in ("sitecustomize.py", "usercustomize.py"):
        (product / name).write_text(AT_EXIT, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(product))
    (product / "test_a.py").write_text(NOTING, encoding="utf-8")

    pytester.runpytest_subprocess("--engines=both", option, *NO_CACHE).assert_outcomes(passed=24)

    assert (int((product / "left").read_text()) > 10_000) is is_left


NEEDS_THE_VARIABLE = """
import os
import product
from journal import note

def pytest_unconfigure():
    note(product.NAME, os.environ["PRODUCT_ENGINE"])
"""


def test_conftest_of_a_product_without_a_default_is_imported(
    run: Run,
    product: Path,
    journal: Callable[[], list[list[str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PRODUCT_ENGINE", "outside")
    source = 'import os\nNAME = os.environ["PRODUCT_ENGINE"]\n'
    (product / "product.py").write_text(source, encoding="utf-8")
    (product / "conftest.py").write_text(NEEDS_THE_VARIABLE, encoding="utf-8")

    run("def test_it(): pass", "-n2", engines="new,third").assert_outcomes(passed=2)

    words = sorted(words for _, *words in journal())
    assert words == [["new", "new"], ["new", "new"], ["third", "third"]]
    assert os.environ["PRODUCT_ENGINE"] == "outside"

"""An import that takes long is named, and waited for."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from pytest_engine_rollout.isolation import waiting
from tests.plugin.isolation.conftest import Run

SLOW = """
import time
import product

if product.NAME == "new":
    time.sleep(1)
"""
LINE = SLOW.strip().splitlines().index("    time.sleep(1)") + 1


@pytest.fixture(autouse=True)
def be_impatient(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a plugin of the suite, `hurry`, and keep all as it is in this process."""
    monkeypatch.setattr(waiting, "PATIENCE", 0.1)
    monkeypatch.setenv("PYTHONPATH", str(pytester.path))
    pytester.makepyfile(
        hurry="""
        from pytest_engine_rollout.isolation import waiting

        waiting.PATIENCE = 0.3
        """
    )


def told(result: pytest.RunResult) -> list[str]:
    return [line for line in result.errlines if "so far" in line]


@pytest.mark.parametrize("argument", ["--capture=fd", "--capture=sys", "--capture=no", "-n2"])
def test_file(pytester: pytest.Pytester, run_apart: Run, argument: str) -> None:
    path = pytester.makepyfile(test_slow=f"{SLOW}\ndef test_it(): pass")
    result = run_apart("-phurry", argument)
    result.assert_outcomes(passed=2)
    line = (
        "engine rollout: engine 'new': collecting test_slow.py has taken 0.3 s so far and is at "
        f"{path}:{LINE}"
    )
    assert told(result) == [line]


@pytest.mark.parametrize("engine", ["old", "new"])
def test_conftest_file(pytester: pytest.Pytester, run_apart: Run, engine: str) -> None:
    path = pytester.makeconftest(SLOW.replace("new", engine))
    pytester.makepyfile("def test_it(): pass")
    line = (
        f"engine rollout: engine {engine!r}: importing conftest files has taken 0.3 s so far and "
        f"is at {path}:{LINE}"
    )
    assert told(run_apart("-phurry")) == [line]


def test_threads_and_forks_are_those_of_the_suite(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile(
        """
        import os
        import threading
        import warnings

        COUNT = threading.active_count()
        if hasattr(os, "fork"):
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                child = os.fork()
                if child == 0:
                    os._exit(7)
            assert os.waitpid(child, 0)[1] == 7 << 8

        def test_count():
            assert COUNT == threading.active_count()
        """
    )
    run("-p", "no:xdist").assert_outcomes(passed=2)


def wait_for(said: list[str], number: int) -> None:
    event = threading.Event()
    for _ in range(200):
        if len(said) >= number:
            return
        event.wait(0.05)


def test_is_said_once_for_each() -> None:
    said: list[str] = []
    watch = waiting.Waiting(said.append)
    for number, what in enumerate(("the first", "the second"), 1):
        with watch.watching(what):
            wait_for(said, number)
            threading.Event().wait(0.3)
    watch.end()
    watch.end()
    assert [line.split(" has ")[0] for line in said] == ["the first", "the second"]
    assert all(Path(__file__).name in line for line in said)


def test_what_is_quick_is_not_said() -> None:
    said: list[str] = []
    watch = waiting.Waiting(said.append)
    for _ in range(3):
        with watch.watching("it"):
            pass
    watch.end()
    assert said == []

"""What need not be done once more for each engine is not done once more."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest
from _pytest.assertion import rewrite

from migration_lint.project import Engine
from pytest_engine_rollout.isolation.layer import Layer
from pytest_engine_rollout.isolation.worlds import Worlds
from tests.plugin.isolation.conftest import NO_PLUGINS, Run

COMPARING = """
import product

def test_it():
    name = product.Controller.name
    assert name == "neither"
"""


def number_after(words: str, result: pytest.RunResult) -> int:
    """The number that a run printed after some words."""
    line = next(line for line in result.outlines if words in line)
    return int(line.rpartition(" ")[2])


@pytest.fixture
def moves(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The worlds that the process moves to, one after the other."""
    moves: list[str | None] = []
    restore = Worlds._restore

    def noted(worlds: Worlds, engine: Engine | None) -> None:
        moves.append(engine.name if engine else None)
        restore(worlds, engine)

    monkeypatch.setattr(Worlds, "_restore", noted)
    return moves


def test_asserts_are_rewritten_once(
    pytester: pytest.Pytester, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewritten: list[str] = []
    original, rewriting = rewrite.rewrite_asserts, rewrite._rewrite_test

    def noted(tree: object, source: object, path: str, config: object) -> None:
        rewritten.append(path)
        original(tree, source, path, config)  # type: ignore[arg-type]  # handed on as they are

    monkeypatch.setattr(rewrite, "rewrite_asserts", noted)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    path = pytester.makepyfile(COMPARING)
    result = run()
    result.stdout.fnmatch_lines(["*assert 'old' == 'neither'", "*assert 'new' == 'neither'"])
    assert rewritten.count(str(path)) == 1
    assert rewrite._rewrite_test is rewriting


def test_a_world_is_entered_to_collect_and_to_run(
    pytester: pytest.Pytester, run: Run, moves: list[str | None]
) -> None:
    pytester.makepyfile("def test_it(): pass")
    run().assert_outcomes(passed=2)
    assert moves == ["old", "new", None, "old", "new", None]


def test_a_world_is_entered_for_plugins_of_the_suite(
    pytester: pytest.Pytester, run: Run, moves: list[str | None]
) -> None:
    pytester.makeconftest("def pytest_collection_modifyitems(items): items.reverse()")
    pytester.makepyfile("def test_a(): pass\ndef test_b(): pass")
    result = run("-v")
    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines(["*test_b[[]old]*", "*test_a[[]old]*"])
    assert moves == ["old", "new", None, "old", "new", None, "old", "new", None]


class Counted(Layer[None]):
    """Counts how often it is captured."""

    number = 0

    def capture(self) -> None:
        self.number += 1

    def restore(self, state: None) -> None:
        """There is nothing to restore."""


def test_a_world_that_the_process_is_in_is_not_entered_at_exit_once_more() -> None:
    counted, old, new = Counted(), *(Engine(it, None, {}, False, False) for it in ("old", "new"))
    worlds = Worlds([old, new], [counted])
    worlds.enter(new)
    worlds.enter(old)
    assert counted.number == 2
    worlds.revisit(old)
    assert counted.number == 2
    worlds.revisit(new)
    assert counted.number == 3


def test_fixtures_sort_tests_without_a_world(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.fixture(scope="module", params=["x", "y"])
        def letter(request): return request.param

        def test_a(letter): pass
        def test_b(letter): pass
        """
    )
    result = run("-v")
    order = [line.partition("::")[2].split()[0] for line in result.outlines if "PASSED" in line]
    assert order == [
        f"test_{name}[{letter}-{engine}]"
        for engine in ("old", "new")
        for letter in ("x", "y")
        for name in ("a", "b")
    ]


COUNTING = """
import gc
from pytest_engine_rollout.results.fold import Phase

def pytest_sessionfinish():
    gc.collect()
    print("phases kept:", sum(type(it) is Phase for it in gc.get_objects()))
"""


def test_phases_of_tests_that_passed_are_not_kept(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makeconftest(COUNTING)
    pytester.makepyfile("def test_a(): pass\ndef test_b(): assert False")
    result = run("-s")
    result.assert_outcomes(passed=2, failed=2)
    result.stdout.fnmatch_lines(["*phases kept: 6"])  # of the test that failed, on two engines


CALLS = """
import sys
import pytest

calls = 0

def count(frame, event, _):
    global calls
    calls += event == "call" and "pytest_engine_rollout" in frame.f_code.co_filename

sys.setprofile(count)
pytest.main(sys.argv[1:])
sys.setprofile(None)
print("calls of ours:", calls)
"""


def test_garbage_is_looked_for_in_the_end_among_what_the_suite_made(
    pytester: pytest.Pytester, run: Run
) -> None:
    conftest = """
    import gc

    def pytest_configure(config):
        config.add_cleanup(lambda: print("frozen", gc.get_freeze_count()))
    """
    pytester.makeconftest(conftest)
    pytester.makepyfile("def test_it(): pass")
    assert number_after("frozen", run()) > 10_000
    assert gc.get_freeze_count() == 0


@pytest.mark.skipif(sys.version_info < (3, 12), reason="comprehensions are calls there, too")
def test_a_test_costs_few_calls(pytester: pytest.Pytester, product: Path) -> None:
    assert product.is_dir()
    script = pytester.makefile(".txt", counting=CALLS)  # else it would be of the project
    calls = []
    for number in (10, 60):
        path = pytester.makepyfile("\n".join(f"def test_{it}(): pass" for it in range(number)))
        result = pytester.run(sys.executable, script, "--engines=both", *NO_PLUGINS, path)
        calls.append(number_after("calls of ours:", result))
    assert (calls[1] - calls[0]) / (2 * 50) < 225


COMPILED = """
import sys
from dataclasses import is_dataclass

def pytest_sessionfinish():
    ours = [name for name in sys.modules if name.startswith("pytest_engine_rollout")]
    values = [it for name in ours for it in vars(sys.modules[name]).values()]
    print("compiled:", len({it for it in values if isinstance(it, type) and is_dataclass(it)}))
"""


def test_few_classes_are_compiled_when_a_run_starts(
    pytester: pytest.Pytester, run_apart: Run
) -> None:
    """A dataclass takes as long to define as four named tuples, and a test suite waits for it."""
    pytester.makeconftest(COMPILED)
    pytester.makepyfile("def test_it(): pass")
    result = run_apart("-s")
    assert number_after("compiled:", result) < 20

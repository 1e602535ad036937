"""Ids and selection are the same as in one process."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.plugin.workers.conftest import Run

SOURCE = """
import pytest
from product import NAME

@pytest.mark.parametrize("value", ["x", "y"])
def test_value(value):
    assert (NAME, value) != ("new", "y")

class TestClass:
    def test_method(self):
        pass

if NAME == "new":
    def test_of_new():
        pass
"""


def outcomes(result: pytest.RunResult) -> set[tuple[str, str]]:
    found = re.findall(r"^(PASSED|FAILED) (\S+)", result.stdout.str(), re.MULTILINE)
    return {(nodeid, outcome) for outcome, nodeid in found}


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="all"),
        pytest.param(["test_a.py::test_value[x-old]"], id="full-id"),
        pytest.param(["test_a.py::test_value[x]"], id="id-without-engine"),
        pytest.param(["test_a.py::test_value", "test_a.py::test_of_new"], id="of-one-engine"),
        pytest.param(["-k", "new and not class"], id="keyword"),
        pytest.param(["--deselect", "test_a.py::TestClass::test_method[old]"], id="deselect"),
    ],
)
def test_the_same_tests_run(run: Run, arguments: list[str]) -> None:
    alone = run(SOURCE, "-rA", *arguments)
    workers = run(SOURCE, "-rA", "--engine-isolation=process", *arguments)
    assert outcomes(workers) == outcomes(alone) != set()
    assert workers.ret == alone.ret


REPLACING = """
import pytest
from product import NAME

def empty(*_):
    pass

def pytest_collection_modifyitems(config, items):
    wanted = {"test_method": 0, "test_value[x]": 1}
    kept = sorted((item for item in items if item.name in wanted), key=lambda it: wanted[it.name])
    new = pytest.Function.from_parent(kept[0].parent, name=f"test_of_{NAME}", callobj=empty)
    marked = pytest.Function.from_parent(kept[0].parent, name="test_marked", callobj=empty)
    marked.add_marker(pytest.mark.engines("old"))
    items[:] = [*kept, new, marked]
"""


@pytest.mark.parametrize("where", [(), ("-n2",)], ids=["alone", "workers"])
def test_conftest_finds_tests_by_name_and_replaces_them(
    run: Run, product: Path, where: tuple[str, ...]
) -> None:
    (product / "conftest.py").write_text(REPLACING, encoding="utf-8")
    result = run(SOURCE, "-rA", *where)
    assert outcomes(result) == {
        ("test_a.py::TestClass::test_marked[old]", "PASSED"),
        ("test_a.py::TestClass::test_method[new]", "PASSED"),
        ("test_a.py::TestClass::test_method[old]", "PASSED"),
        ("test_a.py::TestClass::test_of_new[new]", "PASSED"),
        ("test_a.py::TestClass::test_of_old[old]", "PASSED"),
        ("test_a.py::test_value[x-new]", "PASSED"),
        ("test_a.py::test_value[x-old]", "PASSED"),
    }


def test_mistaken_mark_that_a_conftest_adds(run: Run, product: Path) -> None:
    (product / "conftest.py").write_text(REPLACING.replace('"old"', '"odd"'), encoding="utf-8")
    result = run(SOURCE)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: *test_marked*: mark engines: unknown engine 'odd'*"])


def test_what_exists_on_no_engine_is_an_error(run: Run) -> None:
    result = run(SOURCE, "-n2", "test_a.py::test_value[x]", "test_a.py::test_lost")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: not found: *test_a.py::test_lost"])
    result.stderr.no_fnmatch_line("*test_value*")


def test_nothing_selected(run: Run) -> None:
    assert run(SOURCE, "-n2", "-k", "nothing").ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_collect_only_needs_no_worker(run: Run) -> None:
    result = run(SOURCE, "-n2", "--collect-only", "-q", "-k", "method")
    result.stdout.fnmatch_lines(
        ["test_a.py::TestClass::test_method[[]old[]]", "test_a.py::TestClass::test_method[[]new[]]"]
    )


@pytest.mark.parametrize("where", [(), ("-n2",)], ids=["alone", "workers"])
@pytest.mark.parametrize("option", ["--fixtures", "--fixtures-per-test"])
def test_listing_fixtures_runs_nothing(run: Run, option: str, where: tuple[str, ...]) -> None:
    result = run(SOURCE, option, *where)
    assert result.ret == 0
    result.stdout.no_fnmatch_line("*engine rollout*")
    result.stdout.no_fnmatch_line("*INTERNALERROR*")


def test_progress_counts_the_tests_of_all_engines(run: Run) -> None:
    result = run(SOURCE, "-n1", "-v", "-k", "value or method")
    result.stdout.fnmatch_lines(["*100%*"])
    shown = [int(number) for number in re.findall(r"\[ *(\d+)%\]", result.stdout.str())]
    assert max(shown) == 100
    assert shown.count(100) == 1


def test_xdist_that_is_asked_for_by_its_module(
    pytester: pytest.Pytester, product: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    (product / "test_a.py").write_text("def test_it(): pass")
    plugins = ("-pxdist.plugin", "-ppytest_engine_rollout.plugin", "-pno:cacheprovider")

    result = pytester.runpytest_subprocess("--engines=both", *plugins, "-n2")

    result.assert_outcomes(passed=2)


def test_option_whose_default_cannot_be_sent(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makeconftest(
        "import enum\n"
        "class Mode(str, enum.Enum):\n FULL = 'full'\n"
        "def pytest_addoption(parser): parser.addoption('--mode', type=Mode, default=Mode.FULL)"
    )
    run(
        "def test_it(pytestconfig): assert pytestconfig.option.mode == 'full'", "-n2"
    ).assert_outcomes(passed=2)

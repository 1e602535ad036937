"""The ini twins of the options, and where relative paths start."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.plugin.isolation.conftest import NO_PLUGINS, Run, errors

TEST = "import product\ndef test_it(machine): assert machine.name == product.NAME"
INI = """
[pytest]
pythonpath = .
engines = new
engine_config = settings/other.toml
engine_fixture = machine
engine_isolation = in-process
engine_evidence = off
engine_report = written/report.json
"""


@pytest.fixture
def suite(pytester: pytest.Pytester, product: Path) -> Path:
    """The product's suite, configured by files alone."""
    folder = pytester.mkdir("settings")
    (product.parent / "engine_rollout.toml").rename(folder / "other.toml")
    pytester.makeini(INI)
    pytester.makepyfile(TEST)
    pytester.mkdir("elsewhere")
    return product.parent


@pytest.mark.parametrize("folder", [".", "elsewhere"])
def test_ini_paths_start_at_the_root(
    pytester: pytest.Pytester, suite: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.chdir(suite / folder)
    result = pytester.runpytest_inprocess(*NO_PLUGINS, f"-c{suite / 'tox.ini'}", str(suite))
    result.assert_outcomes(passed=1)
    assert (suite / "written" / "report.json").is_file()


def test_typed_paths_start_where_pytest_was_started(
    pytester: pytest.Pytester, suite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(suite / "elsewhere")
    common = (*NO_PLUGINS, f"-c{suite / 'tox.ini'}", str(suite), "--engines=both")
    result = pytester.runpytest_inprocess(*common, "--engine-config=../settings/other.toml")
    result.assert_outcomes(passed=2)
    result = pytester.runpytest_inprocess(*common, "--engine-config=settings/other.toml")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "other.toml: cannot be read" in errors(result)


def test_the_command_line_wins(pytester: pytest.Pytester, suite: Path) -> None:
    result = pytester.runpytest_inprocess(*NO_PLUGINS, "--engines=old", "-v", str(suite))
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*::test_it[[]old[]] PASSED*"])


@pytest.fixture
def set_for_old(
    pytester: pytest.Pytester, product: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], None]:
    """Have one more variable set to 1 for the engine `old`, and unset for the other."""

    def configure(variable: str) -> None:
        monkeypatch.delenv(variable, raising=False)
        settings = product.parent / "engine_rollout.toml"
        text = settings.read_text(encoding="utf-8")
        text = text.replace('= "old" }', f'= "old", {variable} = "1" }}')
        settings.write_text(text, encoding="utf-8")
        pytester.makepyfile("def test_it(): pass")

    return configure


@pytest.mark.parametrize(
    ("variable", "why"),
    [
        pytest.param(
            "PYTHONHASHSEED",
            "is read when Python starts; give each engine a process: --engine-isolation=process",
            id="python",
        ),
        pytest.param(
            "PYTEST_ADDOPTS",
            "is read when pytest starts, for all engines; "
            "let a conftest file read a variable of your own instead",
            id="pytest",
        ),
    ],
)
def test_a_variable_that_is_read_at_the_start(
    pytester: pytest.Pytester, set_for_old: Callable[[str], None], variable: str, why: str
) -> None:
    set_for_old(variable)
    result = pytester.runpytest_inprocess(*NO_PLUGINS, "--engines=both")
    assert errors(result) == f"ERROR: engine 'old': {variable} {why}"


def test_a_variable_that_the_process_was_started_with(
    pytester: pytest.Pytester,
    set_for_old: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_for_old("PYTHONHASHSEED")
    monkeypatch.setenv("PYTHONHASHSEED", "1")
    pytester.runpytest_inprocess(*NO_PLUGINS, "--engines=old").assert_outcomes(passed=1)
    result = pytester.runpytest_inprocess(*NO_PLUGINS, "--engines=new")
    assert "engine 'new': PYTHONHASHSEED is read when Python starts" in errors(result)


def test_a_list_where_a_text_is_wanted(pytester: pytest.Pytester, product: Path) -> None:
    (product.parent / "tox.ini").unlink()
    pytester.makepyprojecttoml("[tool.pytest.ini_options]\nengine_fixture = ['a', 'b']\n")
    result = pytester.runpytest_inprocess(*NO_PLUGINS, "-Wignore", "--engines=both")
    assert errors(result) == "ERROR: engine_fixture is a list: give a text, NAME"


def test_filter_of_warnings_that_are_an_engines(
    pytester: pytest.Pytester, product: Path, run_apart: Run
) -> None:
    with (product / "__init__.py").open("a", encoding="utf-8") as source:
        source.write("\nclass ProductWarning(UserWarning):\n    pass\n")
    pytester.makeini("[pytest]\nfilterwarnings =\n    error\n    ignore::product.ProductWarning\n")
    pytester.makepyfile(
        """
        import warnings
        import product

        warnings.warn("while the file is imported", product.ProductWarning)

        def test_it():
            warnings.warn("while a test runs", product.ProductWarning)
        """
    )
    run_apart().assert_outcomes(passed=2)

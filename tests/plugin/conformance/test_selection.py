"""Selecting tests works on ids with the engine as on any others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plugin.conformance.harness import lay_out, run, with_engine
from tests.plugin.conformance.product import ENGINES, PRODUCT, SETTINGS
from tests.plugin.conformance.row import Batch, Row, tree

SOURCES = {
    "test_one.py": """
        import pytest
        from product import NAME

        @pytest.mark.parametrize("value", ["x", "y-z"])
        def test_value(value):
            assert (NAME, value) != ("new", "x")

        class TestClass:
            def test_method(self):
                assert NAME == "old"
    """,
    "test_two.py": """
        from product import NAME

        def test_last():
            assert NAME == "new"
    """,
}
SUITE = Batch("selection", files=PRODUCT, settings=SETTINGS)
ROW = Row("suite", tree(SOURCES), SUITE)
ALL = (
    "suite/test_one.py::test_value[x]",
    "suite/test_one.py::test_value[y-z]",
    "suite/test_one.py::TestClass::test_method",
    "suite/test_two.py::test_last",
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(SUITE, [ROW], tmp_path_factory.mktemp("selection"))


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["-k", "value and not x"], id="keyword"),
        pytest.param(["--deselect", ALL[1]], id="deselect"),
        pytest.param([ALL[1], ALL[3]], id="ids"),
        pytest.param(["suite/test_one.py::TestClass"], id="class"),
        pytest.param(["suite/test_two.py"], id="file"),
        pytest.param(["--pyargs", "suite.test_two", "suite.test_one"], id="pyargs"),
        pytest.param(["-p", "no:cacheprovider"], id="no-cache"),
    ],
)
def test_a_selection_that_does_not_name_engines_is_made_on_each(
    root: Path, arguments: list[str]
) -> None:
    wanted = {
        with_engine(nodeid, engine): found["outcome"]
        for engine in ENGINES
        for nodeid, found in run(root, arguments, engine).tests.items()
    }
    found = run(root, ["--engines=both", *arguments])
    assert {name: it["outcome"] for name, it in found.tests.items()} == wanted != {}, found.output


@pytest.mark.parametrize(
    ("arguments", "selected"),
    [
        pytest.param(["-k", "new"], [(name, "new") for name in ALL], id="keyword"),
        pytest.param([with_engine(ALL[1], "old")], [(ALL[1], "old")], id="id"),
        pytest.param(
            [with_engine(ALL[3], "new"), with_engine(ALL[0], "old")],
            [(ALL[0], "old"), (ALL[3], "new")],
            id="ids",
        ),
        pytest.param(
            ["--deselect", with_engine(ALL[0], "old"), "-k", "value"],
            [(ALL[1], "old"), (ALL[0], "new"), (ALL[1], "new")],
            id="deselect",
        ),
        pytest.param(["-x"], [(name, "old") for name in ALL], id="exitfirst"),
        pytest.param(
            ["--maxfail=2"],
            [*((name, "old") for name in ALL), (ALL[0], "new")],
            id="maxfail",
        ),
    ],
)
def test_engines_can_be_selected(
    root: Path, arguments: list[str], selected: list[tuple[str, str]]
) -> None:
    found = run(root, ["--engines=both", "-pno:cacheprovider", *arguments])
    assert [*found.tests] == [with_engine(name, engine) for name, engine in selected], found.output


def test_the_cache_knows_the_engine(root: Path) -> None:
    failed = {with_engine(ALL[3], "old"), with_engine(ALL[0], "new"), with_engine(ALL[2], "new")}
    first = run(root, ["--engines=both", "--cache-clear"])
    assert {name for name, it in first.tests.items() if it["outcome"] == "failed"} == failed
    assert {*run(root, ["--engines=both", "--lf"]).tests} == failed
    workers = run(root, ["--engines=both", "--lf", "-n2"])
    assert {*workers.tests} == failed, workers.output
    failed_first = [*run(root, ["--engines=both", "--ff"]).tests]
    assert failed_first[:1] == [with_engine(ALL[3], "old")]
    assert {*failed_first} == {with_engine(name, engine) for name in ALL for engine in ENGINES}


@pytest.mark.parametrize(
    ("arguments", "source"),
    [
        pytest.param(["--pdb"], "assert NAME == 'nothing'", id="pdb"),
        pytest.param(["--trace"], "assert NAME", id="trace"),
        pytest.param([], "breakpoint()", id="breakpoint"),
        pytest.param([], "import pdb; pdb.set_trace()", id="set-trace"),
    ],
)
def test_a_debugger_starts_in_the_right_engine(
    tmp_path: Path, arguments: list[str], source: str
) -> None:
    test = f"from product import NAME\n\ndef test_it():\n    {source}\n    later = 1\n"
    root = lay_out(SUITE, [Row("paused", {"test_paused.py": test}, SUITE)], tmp_path)
    typed = "import product as found; print('paused on', NAME, found.NAME)\nc\n" * len(ENGINES)
    found = run(root, ["--engines=both", *arguments], typed=typed)
    said = [line for line in found.output.splitlines() if "paused on" in line]
    assert [line.partition("paused on ")[2] for line in said] == ["old old", "new new"], (
        found.output
    )
    outcome = "failed" if "--pdb" in arguments else "passed"
    assert [it["outcome"] for it in found.tests.values()] == [outcome] * 2


def test_collect_only_lists_every_id(root: Path) -> None:
    listed = run(root, ["--engines=both", "--collect-only", "-q"]).output.splitlines()
    ids = [line for line in listed if "::" in line]
    assert ids == [with_engine(name, engine) for engine in ENGINES for name in ALL]

"""What one engine does to the process stays with it, and nothing of it outlives the run."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.plugin.isolation.conftest import NO_PLUGINS, Run

MEDDLING = """
import builtins, logging, os, sys
import product

def test_finds_nothing(request):
    assert "MEDDLED" not in os.environ
    assert "/meddled" not in sys.path
    assert "meddled" not in sys.modules
    assert os.path.basename(os.getcwd()) != "meddled"
    assert not [it for it in logging.getLogger().handlers if type(it) is logging.NullHandler]
    assert logging.getLogger("meddled").level == logging.NOTSET
    assert sys.getrecursionlimit() != 4321
    assert "meddled" not in [type(it).__name__ for it in sys.meta_path]

def test_meddles():
    os.environ["MEDDLED"] = "1"
    sys.path.append("/meddled")
    sys.modules["meddled"] = object()
    sys.meta_path.append(type("meddled", (), {"find_spec": lambda *_: None})())
    os.makedirs("meddled", exist_ok=True)
    os.chdir("meddled")
    logging.getLogger().addHandler(logging.NullHandler())
    logging.getLogger("meddled").setLevel(5)
    sys.setrecursionlimit(4321)

def test_finds_what_it_did():
    assert os.environ["MEDDLED"] == "1" and "/meddled" in sys.path
    assert "meddled" in sys.modules and sys.getrecursionlimit() == 4321
"""


def state() -> dict[str, Any]:
    return {
        "environment": {name: os.environ[name] for name in os.environ if "PYTEST" not in name},
        "path": [*sys.path],
        "finders": [type(finder) for finder in sys.meta_path],
        "folder": Path.cwd(),
        "handlers": [*logging.getLogger().handlers],
        "recursion": sys.getrecursionlimit(),
    }


def test_nothing_crosses_over_or_is_left(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile(MEDDLING)
    before = state()
    run().assert_outcomes(passed=6)
    assert state() == before
    assert not [name for name in sys.modules if name.partition(".")[0] in ("product", "meddled")]


@pytest.mark.usefixtures("product")
def test_modules_of_the_run_are_as_before(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(
        """
        import sys
        import pytest

        sys.path.insert(0, "")
        import product

        def pytest_unconfigure():
            assert product is sys.modules["product"]
        """
    )
    pytester.makepyfile(
        wrapper="""
        import os, sys
        import pytest
        import product

        before = {name: it for name, it in sys.modules.items() if name.startswith("product")}
        status = pytest.main(["--engines=both", "-q", "test_it.py"])
        after = {name: it for name, it in sys.modules.items() if name.startswith("product")}
        assert after == before and after["product"] is product, after
        assert "PRODUCT_ENGINE" not in os.environ
        sys.exit(status)
        """,
        test_it="import product.new\ndef test_it(): assert product.Controller.name",
    )
    assert pytester.runpython(pytester.path / "wrapper.py").ret == 0


def test_odd_entries_of_before_stay(
    pytester: pytest.Pytester, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Python 3.10 puts the class `typing.io` where modules are, and `__main__` has no spec."""
    monkeypatch.setitem(sys.modules, "odd", object)
    monkeypatch.setitem(sys.modules, "bare", ModuleType("bare"))
    pytester.makepyfile("def test_it():\n    import odd, bare\n    assert odd is object")
    run().assert_outcomes(passed=2)


def test_a_test_that_changes_the_flag(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile(
        """
        import os
        import product

        def test_changes(): os.environ["PRODUCT_ENGINE"] = "other"
        def test_finds(): assert os.environ["PRODUCT_ENGINE"] == product.NAME
        def test_unsets(): del os.environ["PRODUCT_ENGINE"]
        def test_finds_again(): assert os.environ["PRODUCT_ENGINE"] == product.NAME
        """
    )
    run().assert_outcomes(passed=8)


def test_exit_functions_run_in_their_world(pytester: pytest.Pytester, run_apart: Run) -> None:
    pytester.makepyfile(
        """
        import atexit, os, sys
        import product

        def report(name):
            engine, module = os.environ["PRODUCT_ENGINE"], sys.modules["product"].NAME
            os.write(2, f"{name} registered, {engine} {module} found\\n".encode())

        def test_registers():
            atexit.register(report, product.NAME)
        """
    )
    result = run_apart()
    result.assert_outcomes(passed=2)
    assert [line for line in result.errlines if "registered" in line] == [
        "new registered, new new found",
        "old registered, old old found",
    ]


def test_a_fixture_is_torn_down_before_the_next_engine(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile(
        """
        import os
        import pytest
        import product

        @pytest.fixture(scope="session", autouse=True)
        def whole_session():
            yield
            assert os.environ["PRODUCT_ENGINE"] == product.NAME
            assert "PYTEST_CURRENT_TEST" in os.environ
            print("torn down on", product.NAME)

        def test_it(): pass
        """
    )
    result = run("-s", "-v")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        ["*test_it?old?*torn down on old*", "*test_it?new?*torn down on new*"]
    )


@pytest.mark.usefixtures("product")
def test_a_run_that_ends_early_leaves_nothing(pytester: pytest.Pytester) -> None:
    pytester.makeconftest("import nonesuch")
    before = state()
    result = pytester.runpytest_inprocess("--engines=both", *NO_PLUGINS)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert state() == before


def test_plugin_is_imported_as_it_is_written(run_apart: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        "import sys\n"
        "def test_it():\n"
        " loader = sys.modules['pytest_engine_rollout.session'].__loader__\n"
        " assert type(loader).__name__ == 'SourceFileLoader'\n"
    )

    result = run_apart()

    result.assert_outcomes(passed=2)

"""conftest files and plugins of the suite are loaded once per engine, hooks and all."""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import dedent

import pytest

from tests.plugin.isolation.conftest import NO_PLUGINS, Run, errors

HERE = "import sys, pathlib; sys.path.insert(0, str(pathlib.Path(__file__).parent))\n"


def test_what_they_set_on_the_configuration(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makeconftest(
        HERE
        + """
import product

def pytest_addoption(parser):
    parser.addoption("--own", default="kept")

def pytest_configure(config):
    config.engine_name = product.NAME
    if product.NAME == "new":
        config.only_new = True
    config.pluginmanager.register(Plugin(), "own-plugin")

class Plugin:
    def pytest_runtest_setup(self, item):
        item.user_properties.append(("plugin", product.NAME))
"""
    )
    pytester.makepyfile(
        """
        import product

        def test_it(request):
            config = request.config
            assert config.engine_name == product.NAME
            assert hasattr(config, "only_new") == (product.NAME == "new")
            assert config.getoption("--own") == "kept"
            assert dict(request.node.user_properties)["plugin"] == product.NAME
        """
    )
    run().assert_outcomes(passed=2)


DECLARES = """
import product

def pytest_addoption(parser):
    parser.addoption("--own", default=product.NAME)
    parser.addini("own", "", type="linelist", default=[product.NAME])
    parser.addini(f"own_{product.NAME}", "", default="there")

def pytest_configure(config):
    config.addinivalue_line("own", f"line of {product.NAME}")
"""


def test_options_have_the_defaults_that_their_engine_declares(
    pytester: pytest.Pytester, run: Run
) -> None:
    pytester.makeconftest(HERE + DECLARES)
    pytester.makepyfile(
        """
        from product import NAME

        def test_it(pytestconfig):
            assert pytestconfig.getoption("--own") == NAME
            assert pytestconfig.getini("own") == [NAME, f"line of {NAME}"]
            assert pytestconfig.getini(f"own_{NAME}") == "there"
        """
    )
    run().assert_outcomes(passed=2)


def test_hooks_see_their_engine_only(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makeconftest(
        HERE
        + """
import product

def pytest_sessionstart(session): print("start", product.NAME)
def pytest_collection_modifyitems(items): print("items", product.NAME, [i.name for i in items])
def pytest_collection_finish(session): print("collected", product.NAME)
def pytest_sessionfinish(session): print("\\nfinish", product.NAME)
def pytest_unconfigure(config): print("end", product.NAME)
"""
    )
    pytester.makepyfile("def test_it(): pass")
    result = run("-s")
    for engine in ("old", "new"):
        told = [line for line in result.outlines if line.split()[1:2] == [engine]]
        assert [line for line in told if line.split()[0] in EVENTS] == [
            f"start {engine}",
            f"items {engine} ['test_it']",
            f"collected {engine}",
            f"finish {engine}",
            f"end {engine}",
        ]


EVENTS = ("start", "items", "collected", "finish", "end")


def test_parameters_come_in_the_order_of_a_plain_run(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makeconftest(
        """
        import pytest

        @pytest.fixture(params=["f"])
        def of_fixture(request): return request.param

        def pytest_generate_tests(metafunc):
            metafunc.parametrize("of_hook", ["h"])
        """
    )
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.parametrize("of_mark", ["m"])
        def test_it(of_fixture, of_hook, of_mark): pass
        """
    )
    plain = pytester.runpytest_inprocess(*NO_PLUGINS, "--collect-only", "-q").outlines[0]
    both = [line for line in run("--collect-only", "-q").outlines if "::" in line]
    assert both == [plain.replace("]", "-old]"), plain.replace("]", "-new]")]


def test_conftest_that_refuses_the_second_time(pytester: pytest.Pytester, run: Run) -> None:
    path = pytester.makeconftest(
        """
        import pytest
        if hasattr(pytest, "was_here"):
            raise RuntimeError("only once")
        pytest.was_here = True
        """
    )
    pytester.makepyfile("def test_it(): pass")
    result = run()
    del pytest.was_here  # type: ignore[attr-defined]  # what the conftest file set
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert errors(result) == (
        f"ERROR: engine 'new': {path} cannot be imported, though it could under the engine "
        f"before: RuntimeError: only once ({path}:3)\n"
        "Where a module refuses to be imported a second time, name it in isolate, or give each "
        "engine a process: --engine-isolation=process"
    )


def test_conftest_that_ends_the_process_the_second_time(
    pytester: pytest.Pytester, run: Run
) -> None:
    path = pytester.makeconftest("import sys, product\nif product.NAME == 'new': sys.exit(3)")
    pytester.makepyfile("def test_it(): pass")
    assert errors(run()).startswith(
        "ERROR: engine 'new': a conftest file cannot be imported, though it could under the "
        f"engine before: it calls sys.exit(3) ({path}:2)\n"
    )


@pytest.mark.parametrize("how", ["command-line", "conftest"])
def test_plugins_of_the_suite(
    pytester: pytest.Pytester, run_apart: Run, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(pytester.path))
    pytester.makepyfile(
        own_plugin="""
        import pytest
        from product import NAME

        def pytest_addoption(parser):
            parser.addoption("--own")

        @pytest.fixture(scope="session")
        def name(): return NAME
        """
    )
    pytester.makepyfile("import product\ndef test_it(name): assert name == product.NAME")
    if how == "conftest":
        pytester.makeconftest("pytest_plugins = ['own_plugin']")
    run_apart(*(["-p", "own_plugin"] if how == "command-line" else [])).assert_outcomes(passed=2)


def test_options_that_are_added_while_tests_are_collected(
    pytester: pytest.Pytester, run: Run
) -> None:
    pytester.makepyfile(
        **{
            "below/conftest": """
                def pytest_addoption(parser):
                    parser.addoption("--of-below", default="added")
            """,
            "below/test_a": "def test_it(): pass",
        }
    )
    run().assert_outcomes(passed=2)


def test_each_engine_s_plugins_are_called_once_and_at_the_end(
    pytester: pytest.Pytester, run_apart: Run
) -> None:
    source = """
        import product

        def say(hook):
            print("{name} {{}} {{}}".format(hook, product.NAME))

        def pytest_collection_modifyitems(): say("modify")
        def pytest_report_collectionfinish(): return f"{name} collected {{product.NAME}}"
        def pytest_terminal_summary(): say("summary")
        def pytest_unconfigure(): say("unconfigure")
    """
    pytester.makeconftest(dedent(source.format(name="conftest")))
    pytester.makepyfile(early=dedent(source.format(name="early")), test_a="def test_it(): pass")
    pytester.syspathinsert()
    lines = run_apart("-s", "-pearly").outlines
    for name in ("conftest", "early"):
        said = [line.removeprefix(f"{name} ") for line in lines if line.startswith(f"{name} ")]
        assert said == [
            f"{hook} {engine}"
            for hook in ("modify", "collected", "summary", "unconfigure")
            for engine in ("old", "new")
        ]


EARLY = "--engine-isolation=process starts pytest for each engine"


@pytest.mark.parametrize(
    ("hook", "who"),
    [
        pytest.param("import product", "a plugin", id="when-imported"),
        pytest.param(
            "def pytest_configure(): import product", "the plugin early", id="when-configured"
        ),
        pytest.param(
            "import pytest\n@pytest.hookimpl(trylast=True)\n"
            "def pytest_load_initial_conftests(): import product",
            "the plugin early",
            id="with-conftest-files",
        ),
    ],
)
def test_what_an_installed_plugin_imports_when_pytest_starts(
    pytester: pytest.Pytester,
    run_apart: Run,
    monkeypatch: pytest.MonkeyPatch,
    hook: str,
    who: str,
) -> None:
    installed = pytester.mkdir("site-packages")
    (installed / "early.py").write_text(hook, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(installed))
    pytester.makepyfile("def test_it(): pass")
    told = "\n".join(line for line in run_apart("-pearly").outlines if EARLY in line)
    assert told == (
        f"engine rollout: {who} imported product when pytest started, once for all engines, "
        f"and may hold on to it; {EARLY}"
    )


def test_program_of_the_suite_s_own_that_runs_pytest_is_no_module_of_an_engine(
    pytester: pytest.Pytester, product: Path
) -> None:
    assert product.is_dir()
    pytester.makepyfile(
        start="import multiprocessing, pytest, sys\nsys.exit(pytest.main(sys.argv[1:]))",
        test_main="import sys\n"
        "def test_it(): assert sys.modules['__mp_main__'] is sys.modules['__main__']",
    )
    result = pytester.run(sys.executable, "start.py", "--engines=both", *NO_PLUGINS)
    result.assert_outcomes(passed=2)
    result.stdout.no_fnmatch_line(f"*{EARLY}*")


def test_what_the_suite_s_own_plugins_import_is_no_concern(
    pytester: pytest.Pytester, run_apart: Run
) -> None:
    pytester.makeconftest("import product")
    pytester.makepyfile(own="import helper", helper="import product", test_a="def test_it(): pass")
    pytester.syspathinsert()
    run_apart("-pown").stdout.no_fnmatch_line(f"*{EARLY}*")

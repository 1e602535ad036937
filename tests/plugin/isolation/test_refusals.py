"""Modules that one engine cannot import because another has: the run says so by name."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from tests.plugin.isolation.conftest import Run, errors, write

ONCE = """
OPTIONS = {}

def define(name):
    if "options" in OPTIONS:
        raise ValueError("there is one")
    OPTIONS["options"] = name
"""
"""An installed package that others can use once in a process."""

SAYS = (
    "engine 'new': product.options cannot be imported a second time in this process: used_once "
    "refuses with ValueError: there is one; give each engine a process: --engine-isolation=process"
)


@pytest.fixture
def once(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, product: Path) -> None:
    """The installed package, loaded before any engine, and a module of the product that uses it."""
    site = pytester.path.parent / f"{pytester.path.name}-lib" / "site-packages"
    site.mkdir(parents=True)
    write(site, used_once=ONCE)
    monkeypatch.syspath_prepend(site)
    monkeypatch.syspath_prepend(pytester.path)
    write(product, options='import used_once\nused_once.define("port")')
    importlib.import_module("used_once")


@pytest.mark.usefixtures("once")
def test_found_while_tests_are_collected(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile("import product.options\ndef test_it(): pass")
    result = run()
    assert errors(result) == f"ERROR: {SAYS}"
    assert result.ret == pytest.ExitCode.USAGE_ERROR


@pytest.mark.usefixtures("once")
def test_found_while_a_test_runs(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile(
        "def test_before(): pass\ndef test_it(): import product.options\ndef test_after(): pass"
    )
    result = run()
    result.assert_outcomes(passed=5, failed=1, errors=2)
    result.stdout.fnmatch_lines([SAYS])


@pytest.mark.usefixtures("once")
def test_found_though_the_suite_does_without(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile("""
        try:
            from product import options
        except ValueError:
            options = None
        def test_it(): pass
    """)
    result = run()
    assert errors(result) == f"ERROR: {SAYS}"
    assert result.ret == pytest.ExitCode.USAGE_ERROR


@pytest.mark.usefixtures("once")
def test_found_though_a_test_does_without(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile("""
        def test_before(): pass
        def test_it():
            try:
                from product import options
            except ValueError:
                pass
        def test_after(): pass
    """)
    result = run()
    result.assert_outcomes(passed=6, errors=2)
    result.stdout.fnmatch_lines([SAYS])


@pytest.mark.usefixtures("once")
def test_found_though_a_conftest_file_raises_another_error(
    pytester: pytest.Pytester, run: Run
) -> None:
    pytester.makeconftest("""
        try:
            from product import options
        except ValueError:
            raise RuntimeError("this suite needs the options") from None
    """)
    pytester.makepyfile("def test_it(): pass")
    result = run()
    assert errors(result) == f"ERROR: {SAYS}"
    assert result.ret == pytest.ExitCode.USAGE_ERROR


@pytest.mark.usefixtures("once")
def test_found_where_the_error_comes_out_of_a_library_in_c(
    pytester: pytest.Pytester, run: Run, product: Path
) -> None:
    write(
        product, options='import codecs, used_once\ncodecs.lookup(*used_once.OPTIONS or ["utf8"])'
    )
    pytester.makepyfile("""
        import used_once
        try:
            from product import options
        except LookupError:
            options = None
        used_once.OPTIONS["no such encoding"] = True
        def test_it(): pass
    """)
    result = run()
    says = SAYS.replace("used_once refuses", "it fails")
    says = says.replace(
        "ValueError: there is one", "LookupError: unknown encoding: no such encoding"
    )
    assert errors(result) == f"ERROR: {says}"


@pytest.mark.usefixtures("once")
def test_an_engine_that_has_the_module_may_fail_to_import_it_again(
    pytester: pytest.Pytester, run: Run, product: Path
) -> None:
    write(product, options='import used_once\nused_once.OPTIONS.get("port", int)("8080")')
    pytester.makepyfile("""
        import sys, used_once, pytest
        def refuse(port):
            raise ValueError("bad")
        def test_it(monkeypatch):
            import product.options
            monkeypatch.delitem(sys.modules, "product.options")
            monkeypatch.setitem(used_once.OPTIONS, "port", used_once.define)
            monkeypatch.setitem(used_once.OPTIONS, "options", 1)
            with pytest.raises(ValueError):
                import product.options
    """)
    run().assert_outcomes(passed=2)


def test_what_a_test_stands_in_the_way_of_is_no_refusal(
    pytester: pytest.Pytester, run: Run, product: Path
) -> None:
    write(product, options="from product import parts", parts="")
    pytester.makepyfile("""
        import os, sys, pytest
        def test_it(monkeypatch):
            if os.environ["PRODUCT_ENGINE"] == "new":
                monkeypatch.setitem(sys.modules, "product.parts", None)
                with pytest.raises(ImportError):
                    import product.options
            else:
                import product.options
    """)
    run().assert_outcomes(passed=2)


def test_what_fails_in_a_process_of_its_own_too_is_the_engines(
    pytester: pytest.Pytester, run: Run, product: Path
) -> None:
    write(product, options='import os\nassert os.environ["PRODUCT_ENGINE"] == "old"')
    pytester.makepyfile("def test_it(): import product.options")
    result = run()
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.no_fnmatch_line("*a second time*")
    result.stdout.no_fnmatch_line("*isolation?importing*")


SKIPS = """
from unittest import SkipTest, TestCase

import pytest

class Unreadable:
    @property
    def value(self): raise TypeError

@pytest.fixture(autouse=True)
def item(request):
    request.cls.item = request.node

class TestIt(TestCase):
    def test_it(self):
        call = pytest.CallInfo.from_call(lambda: None, "call")
        call.excinfo = Unreadable()
        self.item.addSkip(self, "later")
        report = self.item.ihook.pytest_runtest_makereport(item=self.item, call=call)
        assert report.skipped
"""
"""pytest puts what a `TestCase` noted in the place of what it is given, as pytest-subtests does."""


def test_what_a_call_ended_in_is_looked_at_when_pytest_has_made_it_readable(
    pytester: pytest.Pytester, run: Run
) -> None:
    pytester.makepyfile(SKIPS)
    run().assert_outcomes(passed=2)

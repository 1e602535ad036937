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


def test_what_fails_in_a_process_of_its_own_too_is_the_engines(
    pytester: pytest.Pytester, run: Run, product: Path
) -> None:
    write(product, options='import os\nassert os.environ["PRODUCT_ENGINE"] == "old"')
    pytester.makepyfile("def test_it(): import product.options")
    result = run()
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.no_fnmatch_line("*a second time*")

"""The engine is the last part of the id, whatever kind of item it is."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from pytest_engine_rollout.isolation.items.ids import with_engine
from tests.plugin.isolation.conftest import NO_PLUGINS, Run, errors


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("test_a", "test_a[old]"),
        ("test_a[1-x]", "test_a[1-x-old]"),
        ("test_a[[b]]", "test_a[[b]-old]"),
        ("case 1]", "case 1][old]"),
    ],
)
def test_with_engine(name: str, expected: str) -> None:
    assert with_engine(name, "old") == expected


RENAMING = """
def pytest_collection_modifyitems(items):
    for item in items:
        item.name = f"<{item.name}>"
        if hasattr(item, "_id"):
            item._id = type(item._id).parse(f"renamed.py::{item.name}")
        else:
            item._nodeid = f"renamed.py::{item.name}"
"""


@pytest.fixture
def suite(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_a="""
        import unittest
        import pytest

        def test_plain(): pass

        @pytest.mark.parametrize("url", ["x", "http://[::1]"])
        def test_url(url, request):
            assert request.node.name == f"test_url[{url}]"

        class TestCase(unittest.TestCase):
            def test_b(self): pass
        """
    )


def ids(result: pytest.RunResult) -> list[str]:
    return [line for line in result.outlines if "::" in line and " " not in line]


@pytest.mark.usefixtures("suite")
def test_collect_only(run: Run) -> None:
    assert ids(run("--collect-only", "-q")) == [
        f"test_a.py::{name}"
        for engine in ("old", "new")
        for name in (
            f"test_plain[{engine}]",
            f"test_url[x-{engine}]",
            f"test_url[http://[::1]-{engine}]",
            f"TestCase::test_b[{engine}]",
        )
    ]


@pytest.mark.usefixtures("suite")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param(
            ["test_a.py::test_plain"], ["test_plain[old]", "test_plain[new]"], id="function"
        ),
        pytest.param(["test_a.py::test_plain[new]"], ["test_plain[new]"], id="with-engine"),
        pytest.param(
            ["test_a.py::test_url[x]"], ["test_url[x-old]", "test_url[x-new]"], id="base-id"
        ),
        pytest.param(
            ["test_a.py::TestCase::test_b[old]", "test_a.py::test_url[x-new]"],
            ["TestCase::test_b[old]", "test_url[x-new]"],
            id="one-of-each",
        ),
        pytest.param(["-k", "new and plain"], ["test_plain[new]"], id="keyword"),
        pytest.param(
            ["--deselect=test_a.py::test_url", "--deselect=test_a.py::test_plain[old]"],
            ["TestCase::test_b[old]", "test_plain[new]", "TestCase::test_b[new]"],
            id="deselect",
        ),
    ],
)
def test_selection(run: Run, asked: list[str], found: list[str]) -> None:
    assert ids(run("--collect-only", "-q", *asked)) == [f"test_a.py::{name}" for name in found]


@pytest.mark.usefixtures("suite")
def test_not_found_on_any_engine(pytester: pytest.Pytester, run: Run) -> None:
    result = run("test_a.py::nope[old]", "test_a.py::test_url[y]", "test_a.py::test_plain")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    path = pytester.path / "test_a.py"
    assert errors(result) == (
        f"ERROR: not found: {path}::nope[old]\n(no match in any of [<Module test_a.py>])\n"
        f"ERROR: not found: {path}::test_url[y]\n(no match in any of [<Module test_a.py>])"
    )


def test_found_on_one_engine_only(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile(
        test_a="import product\nif product.NAME == 'new':\n    def test_new(): pass"
    )
    run("test_a.py::test_new").assert_outcomes(passed=1)


def test_path_that_does_not_exist(run: Run) -> None:
    result = run("nowhere")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert errors(result) == "ERROR: file or directory not found: nowhere"


def test_file_with_a_syntax_error_names_the_engine(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile(test_bad="def test_it(:", test_good="def test_it(): pass")
    result = run()
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.assert_outcomes(errors=2)
    result.stdout.fnmatch_lines(["* engine *", "old", "* engine *", "new"])


def test_engines_run_one_after_the_other(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makeconftest(
        "def pytest_collection_modifyitems(items): items.sort(key=lambda item: item.name)"
    )
    pytester.makepyfile("def test_b(): pass\ndef test_a(): pass")
    result = run("-v")
    ran = [line.split("::")[1].split()[0] for line in result.outlines if "PASSED" in line]
    assert ran == ["test_a[old]", "test_b[old]", "test_a[new]", "test_b[new]"]


def test_stops_at_the_first_failure(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile("def test_a(): assert False\ndef test_b(): pass")
    run("-x").assert_outcomes(failed=1)
    run("--maxfail=2").assert_outcomes(failed=2, passed=1)


@pytest.mark.usefixtures("product")
def test_last_failed(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("import product\ndef test_a(): assert product.NAME == 'old'")
    both = ("--engines=both", *NO_PLUGINS[1:])
    pytester.runpytest_inprocess(*both).assert_outcomes(passed=1, failed=1)
    pytester.runpytest_inprocess(*both, "--lf").assert_outcomes(failed=1)
    pytester.runpytest_inprocess(*both, "--ff").assert_outcomes(passed=1, failed=1)


@pytest.mark.usefixtures("product")
@pytest.mark.parametrize("asked", ["nope", "old,nope", ""])
def test_unknown_engine(pytester: pytest.Pytester, asked: str) -> None:
    result = pytester.runpytest_inprocess(f"--engines={asked}", *NO_PLUGINS)
    if asked:
        assert errors(result) == (
            "ERROR: --engines: unknown engine 'nope'; choose from both, all, old, new"
        )
    else:
        result.stdout.no_fnmatch_line("*engine rollout*")


def test_reports_tell_the_engines_apart(pytester: pytest.Pytester, run_apart: Run) -> None:
    pytester.makepyfile(
        """
        import warnings

        def test_it(record_xml_attribute):
            record_xml_attribute("said", "by the test")
            warnings.warn("look")
        """
    )
    result = run_apart("-v", "--junitxml=junit.xml", "-o", "junit_family=xunit1")
    started = [line.split()[0] for line in result.outlines if "PASSED" in line]
    ids = [
        f"test_reports_tell_the_engines_apart.py::test_it[{engine}]" for engine in ("old", "new")
    ]
    assert started == ids
    warned = [line.strip() for line in result.outlines if line.strip() in ids]
    assert warned == ids * 2  # by the test, and for the use of an experimental fixture
    cases = ElementTree.parse(pytester.path / "junit.xml").iter("testcase")
    said = {case.get("name"): case.get("said") for case in cases}
    assert said == {"test_it[old]": "by the test", "test_it[new]": "by the test"}


def test_a_failure_is_headed_by_the_id_with_the_engine(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile("class TestIt:\n    def test_a(self): assert False")
    heads = [line.strip("_ ") for line in run().outlines if line.startswith("____")]
    assert heads == ["TestIt.test_a[old]", "TestIt.test_a[new]"]


def test_what_a_plugin_renames_keeps_its_name(pytester: pytest.Pytester, run: Run) -> None:
    installed = pytester.mkdir("site-packages")
    (installed / "renaming.py").write_text(RENAMING, encoding="utf-8")
    pytester.syspathinsert(installed)
    pytester.makepyfile(test_a="def test_it(request): assert request.node.name == '<test_it>'")
    result = run("-v", "-p", "renaming")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*<test_it>[[]old[]] PASSED*", "*<test_it>[[]new[]] PASSED*"])


CRASHES = """
import pytest

@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item):
    call = pytest.CallInfo.from_call(lambda: None, "???")
    report = pytest.TestReport.from_item_and_call(item, call)
    report.outcome, report.longrepr = "failed", "it crashed"
    item.ihook.pytest_runtest_logreport(report=report)
    return True
"""
"""As pytest-forked reports on a test whose process has died: nobody is asked for the report."""


@pytest.mark.parametrize("arguments", [[], ["-n2"]], ids=["in-process", "workers"])
def test_report_that_was_made_without_a_hook(
    pytester: pytest.Pytester, run: Run, arguments: list[str]
) -> None:
    pytester.makeconftest(CRASHES)
    pytester.makepyfile("def test_it(): pass")
    result = run("-rf", *arguments)
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines_random(["FAILED *::test_it[[]old]*", "FAILED *::test_it[[]new]*"])
    result.stdout.no_fnmatch_line("*INCOMPLETE*")

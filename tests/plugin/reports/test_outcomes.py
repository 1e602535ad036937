"""From what a test does to its one outcome on each engine, and to the verdict."""

from __future__ import annotations

import pytest

from tests.plugin.reports.conftest import Report

HEAD = """
import pytest
import unittest
from af_engine import RDMissionController

def stage():
    return RDMissionController().update_stage("a")

LEGACY = stage() == "A"
"""

TESTS = (
    ("pass", "def test_a(): pass", "passed", "passed", "matched"),
    ("regression", "def test_a(): assert stage() == 'A'", "passed", "failed", "regression"),
    ("improvement", "def test_a(): assert stage() == 'a'", "failed", "passed", "improvement"),
    ("shared", "def test_a(): assert stage() == 'b'", "failed", "failed", "shared-failure"),
    (
        "skip-on-one",
        "def test_a():\n    if LEGACY: pytest.skip('not here')",
        "skipped",
        "passed",
        "one-sided",
    ),
    ("skip-in-setup", "@pytest.mark.skip\ndef test_a(): pass", "skipped", "skipped", "matched"),
    (
        "xfail-on-one",
        "@pytest.mark.xfail(not LEGACY, reason='later')\ndef test_a(): assert LEGACY",
        "passed",
        "xfailed",
        "regression",
    ),
    (
        "xpass",
        "@pytest.mark.xfail(strict=False)\ndef test_a(): assert LEGACY",
        "xpassed",
        "xfailed",
        "regression",
    ),
    (
        "strict-xpass",
        "@pytest.mark.xfail(strict=True)\ndef test_a(): assert LEGACY",
        "failed",
        "xfailed",
        "shared-failure",
    ),
    (
        "setup-error",
        "@pytest.fixture\ndef f(): assert LEGACY\ndef test_a(f): pass",
        "passed",
        "error",
        "regression",
    ),
    (
        "teardown-error",
        "@pytest.fixture\ndef f():\n    yield\n    assert LEGACY\ndef test_a(f): pass",
        "passed",
        "error",
        "regression",
    ),
    (
        "failed-and-teardown-error",
        "@pytest.fixture\ndef f():\n    yield\n    assert 0\ndef test_a(f): assert 0",
        "error",
        "error",
        "shared-failure",
    ),
    (
        "failing-subtest",
        (
            "class TestA(unittest.TestCase):\n"
            "    def test_a(self):\n"
            "        for good in (True, LEGACY, True):\n"
            "            with self.subTest(good=good):\n"
            "                self.assertTrue(good)"
        ),
        "passed",
        "failed",
        "regression",
    ),
)


@pytest.mark.parametrize(
    ("source", "control", "candidate", "verdict"),
    [pytest.param(*row[1:], id=row[0]) for row in TESTS],
)
def test_outcome(report: Report, source: str, control: str, candidate: str, verdict: str) -> None:
    found = report(HEAD + source)
    (test,) = found["tests"]
    outcomes = {name: half["outcome"] for name, half in test["engines"].items()}
    assert outcomes == {"legacy": control, "modular": candidate}
    assert test["verdict"] == verdict
    assert found["run"]["reasons"] == []


@pytest.mark.skipif(
    pytest.version_tuple < (9, 0), reason="a skipped subtest skipped its test before pytest 9"
)
def test_a_skipped_subtest_does_not_skip_its_test(report: Report) -> None:
    source = (
        "class TestA(unittest.TestCase):\n"
        "    def test_a(self):\n"
        "        with self.subTest():\n"
        "            self.skipTest('no')\n"
    )
    (test,) = report(HEAD + source)["tests"]
    assert {half["outcome"] for half in test["engines"].values()} == {"passed"}


def test_a_failure_says_what_and_where(report: Report) -> None:
    (test,) = report(HEAD + "def test_a():\n    assert stage() == 'A'")["tests"]
    half = test["engines"]["modular"]
    assert half["message"] == "AssertionError: assert 'a' == 'A'"
    assert ">       assert stage() == 'A'" in half["details"]
    assert (test["id"], test["path"], test["line"]) == ("test_a.py::test_a", "test_a.py", 10)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param("@pytest.mark.skip(reason='no')\ndef test_a(): pass", "no", id="skip-mark"),
        pytest.param("def test_a(): pytest.skip('no')", "no", id="skip"),
        pytest.param("@pytest.mark.xfail(reason='no')\ndef test_a(): assert 0", "no", id="xfail"),
        pytest.param("def test_a(): pytest.xfail('no')", "no", id="imperative-xfail"),
    ],
)
def test_the_reason_of_a_test_that_does_not_count(
    report: Report, source: str, message: str
) -> None:
    (test,) = report(HEAD + source)["tests"]
    assert test["engines"]["legacy"]["message"] == message

"""What a worker tells travels in few messages, each one value, and comes out as it was."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from pytest_engine_rollout.workers.bundling import Bundling, Event, pack, unpack
from tests.plugin.workers.conftest import NO_CACHE, Run, report_of

START: Event = ("logstart", {"nodeid": "test_a"})
SET_UP: Event = ("testreport", {"data": {"when": "setup", "outcome": "passed"}})
CALLED: Event = ("testreport", {"data": {"when": "call", "outcome": "passed"}})
TORN_DOWN: Event = ("testreport", {"data": {"when": "teardown", "outcome": "passed"}})
NOT_TORN_DOWN: Event = ("testreport", {"data": {"when": "teardown", "outcome": "failed"}})
FINISH: Event = ("logfinish", {"nodeid": "test_a"})
DONE: Event = ("runtest_protocol_complete", {"item_index": 0, "duration": 0.1})
GIVEN_BACK: Event = ("unscheduled", {"indices": [1]})
OVER: Event = ("workerfinished", {"workeroutput": {}})


class Number(float):
    """A subclass of a builtin class, as numpy's numbers are."""


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        1.5,
        "text",
        b"bytes",
        ["list", {"of": ("a dict", "with a tuple")}],
        {"a set"},
    ],
)
def test_plain_values_come_out_as_they_were(value: object) -> None:
    packed = pack({"value": value})
    assert packed is not None
    found = unpack(packed)["value"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("value", [Number(1), object(), Number, pack, [].append])
def test_other_values_are_not_packed(value: object) -> None:
    assert pack({"value": value}) is None


def sent(*events: Event, shows_starts: bool = False) -> list[list[Event]]:
    """What is sent together of some events."""
    messages: list[list[Event]] = []

    def send(name: str, **values: Any) -> None:
        is_bundle = name == "engine_rollout_bundle"
        messages.append(unpack(values["packed"]) if is_bundle else [(name, values)])

    bundling = Bundling(send, shows_starts=shows_starts)
    for name, values in events:
        bundling.send(name, **values)
    return messages


def test_a_test_that_passes_takes_two_messages() -> None:
    messages = sent(START, SET_UP, CALLED, TORN_DOWN, FINISH, DONE)
    assert messages == [[START, SET_UP, CALLED], [TORN_DOWN, FINISH, DONE]]


def test_what_fails_is_told_at_once() -> None:
    messages = sent(START, SET_UP, CALLED, NOT_TORN_DOWN, FINISH, DONE)
    assert messages == [[START, SET_UP, CALLED], [NOT_TORN_DOWN], [FINISH, DONE]]


def test_where_starts_are_shown_they_are_told_at_once() -> None:
    assert sent(START, SET_UP, CALLED, shows_starts=True) == [[START], [SET_UP, CALLED]]


def test_nothing_is_left_when_a_worker_ends() -> None:
    assert sent(START, SET_UP, OVER) == [[START, SET_UP, OVER]]


def test_tests_given_back_wait_for_nothing_and_end_no_waiting() -> None:
    assert sent(START, GIVEN_BACK, SET_UP, CALLED) == [[GIVEN_BACK], [START, SET_UP, CALLED]]


def test_what_cannot_be_packed_is_sent_as_it_is() -> None:
    problem: Event = ("internal_error", {"formatted_error": Number(1)})
    assert sent(START, problem) == [[START], [problem]]


def test_reports_come_out_as_they_were(run: Run, product: Path) -> None:
    source = """
    def test_fails(record_property):
        record_property("noted", ("a", 1))
        assert "this" == "that"
    """
    result = run(dedent(source), "-n2", "--junitxml=junit.xml")
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["E*assert 'this' == 'that'", "E*assert 'this' == 'that'"])
    assert "('a', 1)" in (product / "junit.xml").read_text(encoding="utf-8")


def test_what_a_test_came_to_is_heard_although_its_teardown_kills_the_worker(
    run: Run, product: Path
) -> None:
    source = """
    import os
    import pytest

    @pytest.fixture
    def deadly():
        yield
        os._exit(3)

    def test_passes(deadly):
        pass

    def test_fails(deadly):
        assert "this" == "that"
    """
    result = run(dedent(source), "-n2", "--max-worker-restart=4", "--engine-report=report.json")
    result.assert_outcomes(passed=2, failed=6)  # pytest-xdist fails a test that a worker died of
    result.stdout.fnmatch_lines(["E*assert 'this' == 'that'"])
    outcomes = {
        half["outcome"] for it in report_of(product)["tests"] for half in it["engines"].values()
    }
    assert outcomes == {"error"}


class Ear:
    """Hears in a controller that tests begin."""

    def __init__(self) -> None:
        self.begun: list[str] = []

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.begun.append(nodeid)


@pytest.mark.usefixtures("product")
@pytest.mark.parametrize(("options", "heard"), [((), 0), (("-v",), 1)])
def test_a_test_that_never_ends_is_heard_to_begin_where_that_is_shown(
    pytester: pytest.Pytester, options: tuple[str, ...], heard: int
) -> None:
    pytester.makepyfile("import os\ndef test_dies(): os._exit(3)")
    ear = Ear()
    arguments = ("--engines=old", "-n1", "--max-worker-restart=0", *options, *NO_CACHE)
    pytester.runpytest_inprocess(*arguments, plugins=[ear])
    assert len(ear.begun) == heard

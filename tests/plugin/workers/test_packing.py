"""A report is packed into one value on its way from a worker, and comes out as it was."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

from pytest_engine_rollout.workers.packing import pack, unpack
from tests.plugin.workers.conftest import NO_CACHE


class Spy:
    """Sees what a controller makes reports of."""

    def __init__(self) -> None:
        self.seen: list[set[str]] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_report_from_serializable(
        self, data: dict[str, Any]
    ) -> Generator[None, object, object]:
        self.seen.append({*data})
        return (yield)


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


@pytest.mark.parametrize("value", [Number(1), object(), Number, pack, Spy().seen.append])
def test_other_values_are_not_packed(value: object) -> None:
    assert pack({"value": value}) is None


@pytest.mark.usefixtures("product")
def test_reports_travel_packed(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        def test_fails(record_property):
            record_property("noted", ("a", 1))
            assert "this" == "that"
        """
    )
    spy = Spy()
    arguments = ("--engines=both", "-n2", "--junitxml=junit.xml", *NO_CACHE)
    result = pytester.runpytest_inprocess(*arguments, plugins=[spy])
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["E*assert 'this' == 'that'", "E*assert 'this' == 'that'"])
    assert "('a', 1)" in (pytester.path / "junit.xml").read_text(encoding="utf-8")
    added = {"item_index", "worker_id", "testrun_uid"}
    packed = [keys - added for keys in spy.seen if len(keys - added) == 1]
    assert packed == [{"engine_rollout_packed"}] * 6

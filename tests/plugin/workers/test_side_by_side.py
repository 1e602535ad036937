"""The interpreters of all workers are started side by side."""

from __future__ import annotations

from threading import Barrier
from types import SimpleNamespace
from typing import Any

import pytest

from pytest_engine_rollout.workers.side_by_side import start_side_by_side


def spec(number: int) -> Any:
    return SimpleNamespace(id=f"gw{number}")


def test_no_interpreter_waits_for_another() -> None:
    all_started = Barrier(3)

    def make(asked: Any) -> str:
        all_started.wait(timeout=60)  # breaks where one is made after the other
        return f"made {asked.id}"

    group = SimpleNamespace(makegateway=make)
    specs = [spec(number) for number in range(3)]
    start_side_by_side(group, specs)
    assert [group.makegateway(it) for it in specs] == ["made gw0", "made gw1", "made gw2"]


def test_one_that_replaces_another_is_made_when_it_is_asked_for() -> None:
    asked: list[str] = []

    def make(it: Any) -> str:
        asked.append(it.id)
        return str(it.id)

    group = SimpleNamespace(makegateway=make)
    start_side_by_side(group, [spec(0)])
    for number in (0, 1, 0):
        group.makegateway(spec(number))
    assert asked == ["gw0", "gw1", "gw0"]


def test_what_goes_wrong_is_raised_where_it_is_asked_for() -> None:
    def make(_: Any) -> None:
        raise OSError("no such interpreter")

    group = SimpleNamespace(makegateway=make)
    start_side_by_side(group, [spec(0)])
    with pytest.raises(OSError, match="no such interpreter"):
        group.makegateway(spec(0))

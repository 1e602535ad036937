"""The interpreters of all workers are started side by side."""

from __future__ import annotations

from threading import Barrier
from types import SimpleNamespace
from typing import Any

import pytest

from pytest_engine_rollout.workers.side_by_side import Start, start_side_by_side


def spec(number: int) -> Any:
    return SimpleNamespace(id=f"gw{number}")


def gateway(of: Any, prepared: list[str] | None = None) -> Any:
    """One that notes when it was prepared."""

    def prepare() -> None:
        if prepared is not None:
            prepared.append(of.id)

    channel = SimpleNamespace(send=lambda _: None, waitclose=prepare)
    return SimpleNamespace(spec=of, remote_exec=lambda _: channel)


def test_no_interpreter_waits_for_another() -> None:
    all_started = Barrier(3)

    def make(asked: Any) -> Any:
        all_started.wait(timeout=60)  # breaks where one is made after the other
        return gateway(asked)

    group = SimpleNamespace(makegateway=make)
    specs = [spec(number) for number in range(3)]
    start_side_by_side(group, specs, {})
    assert [group.makegateway(it).spec for it in specs] == specs


def test_one_that_replaces_another_is_made_when_it_is_asked_for() -> None:
    asked: list[str] = []

    def make(it: Any) -> Any:
        asked.append(it.id)
        return gateway(it)

    group = SimpleNamespace(makegateway=make)
    start_side_by_side(group, [spec(0)], {})
    for number in (0, 1, 0):
        group.makegateway(spec(number))
    assert asked == ["gw0", "gw1", "gw0"]


def test_one_that_was_started_before_is_given_under_the_spec_that_asks_for_it() -> None:
    prepared: list[str] = []
    early = Start(lambda it: gateway(it, prepared), spec(0))
    group = SimpleNamespace(makegateway=gateway)
    specs = [spec(0), spec(1)]
    start_side_by_side(group, specs, {"gw0": early.result})
    first, second = [group.makegateway(it) for it in specs]
    assert first is early.gateway()
    assert first.spec is specs[0]
    assert second.spec is specs[1]
    assert prepared == ["gw0"]


def test_what_goes_wrong_is_raised_where_it_is_asked_for() -> None:
    def make(_: Any) -> Any:
        raise OSError("no such interpreter")

    group = SimpleNamespace(makegateway=make)
    start_side_by_side(group, [spec(0)], {})
    with pytest.raises(OSError, match="no such interpreter"):
        group.makegateway(spec(0))

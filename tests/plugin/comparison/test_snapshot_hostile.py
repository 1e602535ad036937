"""No code of the objects that are looked at ever runs."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from types import MethodType
from typing import Any

import pytest

from pytest_engine_rollout.comparison import snapshot

HERE = __name__


class Hostile:
    """Raises wherever it is touched, and remembers it."""

    touched: list[str] = []  # noqa: RUF012 - shared by design

    def __init__(self) -> None:
        object.__setattr__(self, "visible", 1)

    def _touch(self, *_: object, **__: object) -> Any:
        Hostile.touched.append("touched")
        raise RuntimeError("do not touch")

    __call__ = __eq__ = __hash__ = __repr__ = __str__ = __len__ = __iter__ = __bool__ = _touch
    __getattr__ = __getattribute__ = __reduce_ex__ = __deepcopy__ = __format__ = _touch
    __class__ = property(_touch)


class HostileDict(dict[str, object]):
    __iter__ = __len__ = __getitem__ = items = keys = Hostile._touch


class HostileText(str):
    __slots__ = ()
    __str__ = __len__ = __eq__ = __hash__ = Hostile._touch


class HostileBytes(bytes):
    __len__ = __getitem__ = __iter__ = Hostile._touch


class HostileZone(tzinfo):
    utcoffset = dst = tzname = Hostile._touch

    def __repr__(self) -> str:
        raise RuntimeError("do not touch")


class HostileMeta(type):
    __getattribute__ = Hostile._touch


class HostileClass(metaclass=HostileMeta):
    pass


class HidingDict:
    __dict__ = property(Hostile._touch)


class HostileError(Exception):
    __str__ = __repr__ = Hostile._touch


@pytest.mark.parametrize(
    ("make", "picture"),
    [
        pytest.param(
            Hostile, {"$type": f"{HERE}.Hostile", "state": {"visible": 1}}, id="everything"
        ),
        pytest.param(
            lambda: HostileDict(a=1), {"$type": f"{HERE}.HostileDict", "items": {"a": 1}}, id="dict"
        ),
        pytest.param(
            lambda: HostileText("a"), {"$type": f"{HERE}.HostileText", "text": "a"}, id="text"
        ),
        pytest.param(
            lambda: HostileBytes(b"ab"),
            {"$type": f"{HERE}.HostileBytes", "data": "b'ab'", "length": 2},
            id="bytes",
        ),
        pytest.param(
            lambda: MethodType(Hostile(), None.__class__),
            {"$type": "method", "cut": "all"},
            id="method-of-no-function",
        ),
        pytest.param(
            lambda: datetime(2026, 1, 2, tzinfo=HostileZone()),
            {"$type": "datetime.datetime", "text": "2026-01-02 00:00:00"},
            id="time-zone",
        ),
        pytest.param(
            lambda: type.__call__(HostileClass),
            {"$type": f"{HERE}.HostileClass"},
            id="metaclass",
        ),
        pytest.param(HidingDict, {"$type": f"{HERE}.HidingDict", "cut": "all"}, id="hidden-dict"),
        pytest.param(
            lambda: HostileError("a"),
            {"$type": f"{HERE}.HostileError", "arguments": ["a"]},
            id="exception",
        ),
        pytest.param(
            lambda: ValueError(Hostile()),
            {
                "$type": "ValueError",
                "arguments": [{"$type": f"{HERE}.Hostile", "state": {"visible": 1}}],
            },
            id="exception-argument",
        ),
        pytest.param(
            lambda: [Hostile()],
            [{"$type": f"{HERE}.Hostile", "state": {"visible": 1}}],
            id="inside-a-list",
        ),
    ],
)
def test_code_of_the_object_never_runs(make: Any, picture: Any) -> None:
    value = make()
    Hostile.touched.clear()

    assert snapshot(value).value == picture
    assert Hostile.touched == []


def test_container_that_changes_while_it_is_read_is_said_to_be_unreadable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    growing: dict[str, int] = {"a": 1, "b": 2}

    def islice(*_: object) -> Any:
        raise RuntimeError("dictionary changed size during iteration")

    monkeypatch.setattr("pytest_engine_rollout.comparison.kinds.islice", islice)

    assert snapshot(growing).value == {
        "$type": "dict",
        "cut": "all",
        "unreadable": "RuntimeError",
    }


class FakeDatetime(datetime):
    def __str__(self) -> str:
        raise RuntimeError("own code")

    def utcoffset(self) -> timedelta:
        raise RuntimeError("own code")


def test_type_that_takes_a_standard_name_is_not_trusted() -> None:
    FakeDatetime.__module__, FakeDatetime.__qualname__ = "datetime", "datetime"

    assert snapshot(FakeDatetime(2026, 1, 2)).value == {"$type": "datetime.datetime", "cut": "all"}

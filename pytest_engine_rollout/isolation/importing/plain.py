"""Plain values: numbers, texts, and the built-in containers of nothing but such."""

from __future__ import annotations

from collections import deque
from itertools import chain
from types import NoneType
from typing import Any

from pytest_engine_rollout.comparison.inspection import ids

PLAIN = ids((bool, bytes, complex, float, int, str, NoneType))
CONTAINERS = ids((deque, dict, list, set))
_KINDS = ids((deque, dict, frozenset, list, set, tuple))
_MOST = 1_000
"""Values that a container may hold, at whatever depth; larger ones are tables, not settings."""


def is_plain(value: Any) -> bool:
    """Whether a value and all that it contains are plain, and no more than some hundred values."""
    return id(type(value)) in PLAIN or (
        id(type(value)) in _KINDS and _room_after(value, _MOST) >= 0
    )


def _room_after(value: Any, room: int) -> int:
    """How many more values fit in once this one is counted; negative if it is not plain."""
    kind = type(value)
    if id(kind) in PLAIN:
        return room
    if id(kind) not in _KINDS or len(value) > room:
        return -1
    room -= len(value)
    for held in chain(value, value.values()) if kind is dict else value:
        room = room if id(type(held)) in PLAIN else _room_after(held, room)
        if room < 0:
            break
    return room


def copy_plain(value: Any) -> Any:
    """A deep copy of a plain value."""
    kind = type(value)
    if id(kind) in PLAIN:
        return value
    if kind is dict:
        return {key: copy_plain(held) for key, held in value.items()}
    return kind([copy_plain(held) for held in value])


def put_contents(held: Any, wanted: Any) -> None:
    """Give a container the contents of another one; inner containers keep their identity."""
    if held == wanted:
        return
    if type(held) is not dict:
        held.clear()
        (held.update if type(held) is set else held.extend)(copy_plain(wanted))
        return
    inner = {key: value for key, value in held.items() if id(type(value)) in CONTAINERS}
    held.clear()
    for key, value in wanted.items():
        same = inner.get(key)
        if same is not None and type(same) is type(value):
            put_contents(same, value)
            held[key] = same
        else:
            held[key] = copy_plain(value)

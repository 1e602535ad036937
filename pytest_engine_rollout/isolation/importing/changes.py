"""Changes of the process's state, recorded under one engine and repeated under another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from pytest_engine_rollout.isolation.importing.merging import is_same, merged

ABSENT: Any = object()
"""A part that is not there: its module is not loaded."""


class StatePart(NamedTuple):
    """A part of the process's state.

    Attributes:
        look: Gives it, or `ABSENT`.
        restore: Makes it what `look` gave.
        new: Gives what it is when its module has just been loaded, if that is known.
    """

    look: Callable[[], Any]
    restore: Callable[[Any], object]
    new: Callable[[], Any] | None = None


class Change(NamedTuple):
    """The value of a part before and after a change."""

    part: StatePart
    before: Any
    after: Any


def look(parts: Iterable[StatePart]) -> list[Any]:
    """The present values of the parts."""
    return [part.look() for part in parts]


def changes_since(known: Sequence[Any], parts: Sequence[StatePart]) -> Iterator[Change]:
    """How the parts have changed since `look` returned their values."""
    for part, before in zip(parts, known, strict=True):
        after = part.look()
        if is_same(before, after):
            continue
        first = part.new() if before is ABSENT and part.new else before
        if first is not ABSENT:
            yield Change(part, first, after)


def repeat(changes: Iterable[Change]) -> None:
    """Make the changes that were recorded under another engine."""
    for part, before, after in changes:
        now = part.look()
        wanted = merged(before, after, now)
        if now is not ABSENT and not is_same(now, wanted):
            part.restore(wanted)

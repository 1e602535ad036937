"""Apply the change that one value of plain containers went through to another such value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

_ABSENT: Any = object()
_VALUES = frozenset({bool, bytes, float, int, str})
_KINDS = (*_VALUES, dict, list, tuple)
_CONTAINERS = (dict, list)


def is_same(one: Any, other: Any) -> bool:
    """Whether two values are equal; objects that are no plain values are compared by identity."""
    if one is other:
        return True
    kind = type(one)
    if kind is not type(other):
        return False
    if kind is dict and not (_are_plain(one.values()) and _are_plain(other.values())):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if issubclass(kind, (list, tuple)) and not (_are_plain(one) and _are_plain(other)):
        return len(one) == len(other) and all(map(is_same, one, other))
    return (issubclass(kind, _KINDS) or is_dataclass(kind)) and bool(one == other)


def merged(before: Any, after: Any, now: Any) -> Any:
    """The result of applying to a value the change that another value went through.

    In mappings, single entries change. Lists, and tuples of another length, gain what was added and
    lose what was taken away. Anything else becomes what the other value became.

    Args:
        before: The other value, before its change.
        after: The same value afterwards.
        now: The value to change; nothing of it is changed in place.
    """
    kind = type(after)
    changed = after
    if is_same(before, after):
        changed = now
    elif not (type(before) is kind is type(now)):
        pass
    elif kind is dict:
        changed = _of_mappings(before, after, now)
    elif is_dataclass(kind):
        changed = replace(now, **_of_mappings(_parts(before), _parts(after), _parts(now)))
    elif issubclass(kind, tuple) and len(before) == len(after) == len(now):
        if any(isinstance(it, _CONTAINERS) for it in after):
            changed = tuple.__new__(kind, map(merged, before, after, now))
    elif kind in (list, tuple):
        changed = kind(_of_series(before, after, now))
    return changed


def _of_mappings(
    before: Mapping[Any, Any], after: Mapping[Any, Any], now: Mapping[Any, Any]
) -> dict[Any, Any]:
    kept = {key: value for key, value in now.items() if key in after or key not in before}
    for key, value in after.items():
        first = before.get(key, _ABSENT)
        if not is_same(first, value):
            kept[key] = merged(first, value, now.get(key, _ABSENT))
    return kept


def _of_series(before: Any, after: Any, now: Any) -> list[Any]:
    kept = [it for it in now if _has(after, it) or not _has(before, it)]
    added = [it for it in after if not _has(before, it) and not _has(now, it)]
    # What was inserted at the front is inserted at the front.
    in_front = len(after) > 0 and len(before) > 0 and is_same(after[-1], before[-1])
    return [*added, *kept] if in_front else [*kept, *added]


def _has(series: Any, value: Any) -> bool:
    return any(is_same(value, it) for it in series)


def _are_plain(values: Iterable[Any]) -> bool:
    return {*map(type, values)} <= _VALUES


def _parts(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}

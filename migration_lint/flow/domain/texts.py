"""Constant texts: special kinds of them, and their parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from migration_lint.flow.domain.values import UNKNOWN, Const, Reading, Value, Values


class PathText(str):
    """The text of a path that `pathlib` holds: `/` joins to it."""

    __slots__ = ()


class TemplateText(str):
    """The text of a `string.Template`."""

    __slots__ = ()


class PatternText(str):
    """The text of a compiled regular expression."""

    __slots__ = ()


_PARTS_OF_PATH: Mapping[str, Callable[[PurePosixPath], str]] = {
    "name": lambda path: path.name,
    "stem": lambda path: path.stem,
    "suffix": lambda path: path.suffix,
    "parent": lambda path: PathText(path.parent),
}


def part_of_path(path: PathText, name: str) -> Values | None:
    """An attribute of a path that is a part of it; None for any other attribute."""
    part = _PARTS_OF_PATH.get(name)
    return frozenset({Const(part(PurePosixPath(path)))}) if part else None


def sliced(base: Values, bounds: tuple[object, ...] | None) -> Values:
    """`text[lower:upper:step]` of every text, and of what was read from the flag.

    Args:
        base: What is sliced; what is no text stays as it is.
        bounds: The three constants; None where they are not known.
    """
    found: set[Value] = set()
    for value in base:
        if isinstance(value, Reading):
            found.add(value.then("slice", *(bounds or (UNKNOWN,) * 3)))
        elif isinstance(value, Const) and isinstance(value.value, (str, bytes)):
            if bounds is None:
                return UNKNOWN
            found.add(_cut(value, bounds))
        else:
            found.add(value)
    return frozenset(found)


def _cut(text: Const, bounds: tuple[object, ...]) -> Value:
    try:
        return Const(text.value[slice(*bounds)])  # type: ignore[index]  # a text
    except (TypeError, ValueError):
        return next(iter(UNKNOWN))


def one_of(text: str | bytes, key: Values) -> Values:
    """`text[position]`."""
    found: set[Const] = set()
    for value in key:
        if not isinstance(value, Const) or not isinstance(value.value, int):
            return UNKNOWN
        found.add(Const(text[value.value : value.value + 1 or None]))
    return frozenset(found)

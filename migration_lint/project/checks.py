"""Checks of single configuration values.

Each turns a TOML value into the value that the settings hold.
A check raises `ValueError` whose text completes the sentence "KEY must be ...".
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, TypeVar

from migration_lint.project.protocol import A_SIGNATURE, ProtocolMethod, parse_method

T = TypeVar("T")
Check = Callable[[object], Any]


def text(value: object) -> str:
    """A string that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a non-empty string")
    return value


def boolean(value: object) -> bool:
    """`true` or `false`."""
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def integer(low: int, high: int) -> Callable[[object], int]:
    """A whole number from `low` to `high`."""

    def check(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return value

    return check


def number(low: float, high: float) -> Callable[[object], float]:
    """A number from `low` to `high`."""

    def check(value: object) -> float:
        right_type = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not right_type or not low <= value <= high:  # type: ignore[operator]  # narrowed by right_type
            raise ValueError(f"a number from {low:g} to {high:g}")
        return float(value)  # type: ignore[arg-type]  # narrowed by right_type

    return check


def one_of(*choices: str) -> Callable[[object], str]:
    """One of the strings `choices`."""

    def check(value: object) -> str:
        if value not in choices:
            raise ValueError("one of " + ", ".join(f'"{choice}"' for choice in choices))
        return str(value)

    return check


def day(value: object) -> date:
    """A calendar day, as TOML writes it or in a string."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise ValueError("a day such as 2030-01-31") from None


def pattern(value: object) -> str:
    """A regular expression."""
    try:
        re.compile(text(value))
    except re.error:
        raise ValueError("a regular expression") from None
    return str(value)


def list_of(check: Callable[[object], T]) -> Callable[[object], tuple[T, ...]]:
    """A list whose members all pass `check`."""

    def check_list(value: object) -> tuple[T, ...]:
        if not isinstance(value, (list, tuple)):
            raise ValueError("a list")
        members: list[T] = []
        problems: list[str] = []
        for position, member in enumerate(value, 1):
            try:
                members.append(check(member))
            except ValueError as problem:
                problems.append(f"member {position} is {problem}")
        if problems:
            raise ValueError(f"a list in which {' and '.join(problems)}")
        return tuple(members)

    return check_list


def mapping_of(check: Callable[[object], T]) -> Callable[[object], Mapping[str, T]]:
    """A table whose values all pass `check`."""

    def check_mapping(value: object) -> Mapping[str, T]:
        if not isinstance(value, Mapping):
            raise ValueError("a table")
        members: dict[str, T] = {}
        problems: list[str] = []
        for key, member in value.items():
            try:
                members[key] = check(member)
            except ValueError as problem:
                problems.append(f"`{key}` is {problem}")
        if problems:
            raise ValueError(f"a table in which {' and '.join(problems)}")
        return MappingProxyType(members)

    return check_mapping


def module_name(value: object) -> str:
    """A dotted module name."""
    parts = value.split(".") if isinstance(value, str) else [""]
    if not all(part.isidentifier() and not keyword.iskeyword(part) for part in parts):
        raise ValueError('a dotted module name such as "package.module"')
    return str(value)


def object_name(value: object) -> str:
    """`module:attribute`, both dotted."""
    module, colon, attribute = value.partition(":") if isinstance(value, str) else ("", "", "")
    parts = [*module.split("."), *attribute.split(".")]
    if not colon or not all(part.isidentifier() for part in parts):
        raise ValueError('"module:object", such as "package.module:Class"')
    return str(value)


def environment_value(value: object) -> str | None:
    """A string to set; `false` unsets the variable and becomes None."""
    if value is False:
        return None
    if not isinstance(value, str):
        raise ValueError("a string, or false to unset the variable")
    return value


def protocol_method(value: object) -> ProtocolMethod:
    """A method with its parameters, as in a `def` line: `build_rd_prompt(context='')`."""
    if not isinstance(value, str):
        raise ValueError(A_SIGNATURE)
    return parse_method(value)

"""Mocks that are told nothing: a symbol for each place that makes one, and what is put on it."""

from __future__ import annotations

from migration_lint.flow.domain.values import Symbol, Value

_MADE = "unittest.mock.Mock()@"


def made(number: int) -> Symbol:
    """The mock that one of many places makes."""
    return Symbol(f"{_MADE}{number}")


def is_mocked(value: Value) -> bool:
    """Whether a value is a mock, or is had from one."""
    return isinstance(value, Symbol) and value.name.startswith(_MADE)


def path(dotted: str, name: str) -> str:
    """The path to an attribute; what calls of a mock give is there as its `return_value` too."""
    if name == "return_value" and dotted.startswith(_MADE):
        return f"{dotted}()"
    return dotted if dotted.endswith(f".{name}") else f"{dotted}.{name}"


def root(dotted: str) -> str:
    """The mock that a path begins at; nothing for other paths."""
    if not dotted.startswith(_MADE):
        return ""
    number = dotted[len(_MADE) :].partition(".")[0].partition("(")[0].partition("[")[0]
    return _MADE + number

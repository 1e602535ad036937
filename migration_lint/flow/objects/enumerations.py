"""Enumerations: their members are objects with a name and a value."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_special
from migration_lint.flow.domain.holders import Container, Object
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Const,
    Descriptor,
    Function,
    Symbol,
    Values,
    join,
    symbols,
)
from migration_lint.flow.objects.hierarchy import order

if TYPE_CHECKING:
    from migration_lint.flow.code.definitions import ClassDefinition
    from migration_lint.flow.state.frame import Frame

_KINDS = frozenset(("enum.Enum", "enum.IntEnum", "enum.StrEnum", "enum.Flag", "enum.IntFlag"))

_AUTO = Symbol("enum.auto()")


def is_enumeration(definition: ClassDefinition) -> bool:
    """Whether the members of a class are all its objects."""
    return any(
        _KINDS.intersection(symbols(base)) for one in order(definition) for base in one.bases
    )


def as_member(frame: Frame, definition: ClassDefinition, name: str, values: Values) -> Values:
    """What a name of an enumeration is outside of its body.

    A constant is followed as its value, and as an object where its class has methods for it.
    """
    held = frozenset(v for v in values if not isinstance(v, (Function, Descriptor)))
    constants = frozenset(v for v in held if isinstance(v, Const) or v == _AUTO)
    is_object = frame.program.telling.flows(held - constants) or (constants and _acts(definition))
    if name.startswith("_") or not is_object:
        return values
    known = definition.object_at(("member", name))
    holdings = frame.program.holdings
    holdings.put_attribute(known, "name", frozenset({Const(name)}))
    for attribute in ("value", "_value_"):
        holdings.put_attribute(known, attribute, held)
    _initialize(frame, known, held)
    return (values - held) | (constants - {_AUTO}) | {known}


def _acts(definition: ClassDefinition) -> bool:
    """Whether an enumeration has methods."""
    return any(
        isinstance(one, ast.FunctionDef) and one.args.args and not one.name.startswith("_")
        for one in definition.node.body
    )


def _initialize(frame: Frame, member: Object, held: Values) -> None:
    """The `__init__` of an enumeration gets the members of a tuple apart."""
    for value in held:
        is_tuple = isinstance(value, Container) and value.kind == "tuple" and value.exact
        given = list(value.items.values()) if is_tuple else [frozenset({value})]  # type: ignore[attr-defined]  # a container
        call_special(frame, member, "__init__", Arguments(given), member.definition.node)


def members(frame: Frame, definition: ClassDefinition, key: Values = NOTHING) -> Values:
    """The members of an enumeration; those under the names in `key`, if there are any."""
    names = [v.value for v in key if isinstance(v, Const) and isinstance(v.value, str)]
    found = []
    for one in order(definition):
        for name in names or one.names:
            frame.program.read(one, name)
            if not name.startswith("_"):
                values = one.names.get(name, NOTHING)
                found.append(frozenset(v for v in values if isinstance(v, (Object, Const))))
    return join(found) or UNKNOWN

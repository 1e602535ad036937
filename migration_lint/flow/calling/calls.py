"""Call values: each kind of callee is called by what registers for it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, TypeAlias

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.domain.holders import Object
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Alias,
    Bound,
    Controller,
    Function,
    Mock,
    Value,
    Values,
    join,
)
from migration_lint.flow.objects.hierarchy import class_attribute
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame

Caller: TypeAlias = Callable[..., Values]  # of a frame, a callee, the arguments and the call's node

_CALLERS: dict[type[Value], Callable[[Frame, Any, Arguments, ast.AST], Values]] = {}


def calls(*kinds: type[Value]) -> Callable[[Caller], Caller]:
    """Register what calls values of these kinds."""

    def register(caller: Caller) -> Caller:
        _CALLERS.update(dict.fromkeys(kinds, caller))
        return caller

    return register


def call_one(frame: Frame, callee: Value, arguments: Arguments, node: ast.AST) -> Values:
    """What one callee gives."""
    caller = _CALLERS.get(type(callee))
    return UNKNOWN if caller is None else caller(frame, callee, arguments, node)


def call_values(frame: Frame, callee: Values, arguments: Arguments, node: ast.AST) -> Values:
    """What calling any of `callee` gives."""
    if callee is UNKNOWN:
        return UNKNOWN
    found: list[Values] = []
    receivers: dict[Bound, list[Values]] = {}  # of methods whose calls are joined anyway
    for value in callee:
        if isinstance(value, Bound) and value.arguments and _is_joined(frame, value.function):
            first, *more = value.arguments
            alike = Bound(value.function, (NOTHING, *more), value.keywords)
            receivers.setdefault(alike, []).append(first)
        else:
            found.append(call_one(frame, value, arguments, node))
    for alike, given in receivers.items():
        bound = Bound(alike.function, (join(given), *alike.arguments[1:]), alike.keywords)
        found.append(call_one(frame, bound, arguments, node))
    return join(found)


def _is_joined(frame: Frame, function: Value) -> bool:
    are_joined = frame.program.contexts.are_joined
    return isinstance(function, Function) and are_joined(function.definition)


def call_special(
    frame: Frame, value: Value, name: str, arguments: Arguments, node: ast.AST
) -> Values:
    """What a special method gives that a value's class has; nothing where it has none."""
    given = arguments.after(frozenset({value}))
    return call_values(frame, class_attribute(frame, value, name), given, node)


@calls(Bound)
def _call_bound(frame: Frame, callee: Bound, arguments: Arguments, node: ast.AST) -> Values:
    more = arguments.after(*callee.arguments, **dict(callee.keywords))
    return call_one(frame, callee.function, more, node)


@calls(Object, Controller)
def _call_object(frame: Frame, callee: Value, arguments: Arguments, node: ast.AST) -> Values:
    return call_special(frame, callee, "__call__", arguments, node) or UNKNOWN


@calls(Alias)
def _call_alias(frame: Frame, callee: Alias, arguments: Arguments, node: ast.AST) -> Values:  # noqa: ARG001 - as all
    if callee.name != "Callable()":
        return UNKNOWN
    return observe.step(frame, callee.instances, node, "given by this call")


@calls(Mock)
def _call_mock(frame: Frame, callee: Mock, arguments: Arguments, node: ast.AST) -> Values:  # noqa: ARG001 - as all
    return callee.returns or UNKNOWN

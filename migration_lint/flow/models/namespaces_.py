"""`globals()`, `locals()`, `vars()`: names and attributes, reached as a dict."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.domain.holders import Attributes, Object
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Class,
    Const,
    Controller,
    ControllerClass,
    Member,
    Module,
    Values,
    constant,
)
from migration_lint.flow.models import model
from migration_lint.flow.objects.containers import holds_anything, new_container, put
from migration_lint.flow.objects.namespaces import all_of, get_key, own_globals, put_key, update
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame


@model("builtins.globals")
def _globals(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return own_globals(frame)


@model("builtins.locals")
def _locals(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return _names_here(frame, node)


def _names_here(frame: Frame, node: ast.AST) -> Values:
    if frame.definition is None and frame.outer is None:
        return own_globals(frame)
    held = new_container(frame, "dict", (node, frame.context))
    for name, values in (frame.state or {}).items():
        if name.isidentifier():
            put(frame, held, name, values)
    held.exact = False
    return frozenset({held})


@model("vars.get", "vars.pop", "vars.setdefault", "vars.__getitem__")
def _vars_get(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    found = arguments.get(2)
    for value in arguments.get(0):
        if isinstance(value, Attributes):
            found |= get_key(frame, value, arguments.get(1), node)
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "setdefault":
                put_key(frame, value, arguments.get(1), arguments.get(2))
    return found


@model("vars.items")
def _vars_items(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    """The functions and the like among the attributes of something, each with its name."""
    for value in arguments.get(0):
        if len(arguments.get(0)) == 1 and isinstance(value, Attributes):
            held = new_container(frame, "iterator", (node, frame.context))
            named = all_of(frame, value).items()
            known = [(name, values) for name, values in named if holds_anything(values)]
            for position, (name, values) in enumerate(known):
                pair = _pair(frame, node, name, values)
                put(frame, held, position, pair)
            return frozenset({held})
    return None


def _pair(frame: Frame, node: ast.AST, name: str, values: Values) -> Values:
    pair = new_container(frame, "tuple", (node, frame.context, name))
    put(frame, pair, 0, constant(name))
    put(frame, pair, 1, values)
    return frozenset({pair})


@model("vars.update")
def _vars_update(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    for value in arguments.get(0):
        if isinstance(value, Attributes):
            update(frame, value, arguments.get(1))
            for name, values in arguments.keywords.items():
                put_key(frame, value, frozenset({Const(name)}), values)
    return UNKNOWN


@model("builtins.vars")
def _vars(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    if not arguments.positional:
        return _names_here(frame, node)
    found = NOTHING
    for value in arguments.get(0):
        if isinstance(value, (Object, Class, Module)):
            found |= {Attributes(value)}
        if isinstance(value, (Controller, ControllerClass)):
            owner = frozenset({value})
            if isinstance(node, ast.Call):
                observe.attribute(
                    frame, node, owner, "__dict__", UNKNOWN, how="vars", at=node.args[0]
                )
            found |= {Member(value, "__dict__", bound=True)}
    return found or UNKNOWN

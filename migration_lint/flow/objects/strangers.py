"""Recognize keys given by callers outside the project, and what is put under them.

What is put under such a key is under none that the project knows of; nor is it under each of
several, by which the objects of the caller's class differ.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from migration_lint.flow.code.parameter_lists import every
from migration_lint.flow.domain.paths import path_of
from migration_lint.flow.domain.values import NOTHING, Const, Values
from migration_lint.flow.objects.containers import keys_of

if TYPE_CHECKING:
    from migration_lint.flow.code.definitions import FunctionDefinition
    from migration_lint.flow.state.frame import Frame


def is_anyones(frame: Frame, node: ast.expr, key: Values) -> bool:
    """Whether a key is what a caller gives, and the caller is none of the project."""
    is_one = len(keys_of(key) or ()) == 1
    if is_one or frame.context.is_called or frame.definition is None:
        return False
    is_given = isinstance(node, ast.Name) and _is_parameter(frame.definition, node.id)
    frame.context.held_back = frame.context.held_back or is_given
    return is_given


def is_kept(
    frame: Frame, base: ast.expr, at: ast.expr, key: Values, node: ast.expr, values: Values
) -> bool:
    """Whether `base[at] = node` puts something under a key.

    Under anyone's it does if it is one thing that matters, whatever the key; what comes out of the
    same container is not.
    """
    if not is_anyones(frame, at, key):
        return True
    is_one = sum(not isinstance(value, Const) for value in values) == 1
    if not is_one or not frame.program.telling.flows(values):
        return False
    held_in = path_of(base)
    parts = (part for origin in _origins(frame, node) for part in ast.walk(origin))
    paths = (path_of(part) for part in parts if isinstance(part, ast.expr))
    return held_in is None or held_in not in paths


def is_default_kept(frame: Frame, node: ast.AST, key: Values, values: Values = NOTHING) -> bool:
    """The same of `base.setdefault(at, values)`."""
    match node:
        case ast.Call(func=ast.Attribute(value=base), args=[at, default]):
            return is_kept(frame, base, at, key, default, values)
    return bool(values)


def _origins(frame: Frame, node: ast.expr) -> Iterator[ast.expr]:
    """An expression, and what the names in it are bound to."""
    yield node
    assert frame.definition is not None
    sources = frame.program.names.sources(frame.definition.node)
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            yield from sources.get(part.id, ())


def _is_parameter(definition: FunctionDefinition | None, name: str) -> bool:
    """Whether a name is that of a parameter of a function, or of one around it."""
    while definition is not None:
        if any(one.arg == name for one in every(definition.node.args)):
            return True
        definition = definition.scope.definition
    return False

"""What a function or class is under its decorators."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_one
from migration_lint.flow.domain.holders import Object
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Bound,
    Class,
    Const,
    Descriptor,
    Function,
    Symbol,
    Values,
)
from migration_lint.flow.models import model_of
from migration_lint.flow.objects.records import is_field_hook, run_field_hook
from migration_lint.flow.state.frame import Frame


def decorated(frame: Frame, wrapper: Values, values: Values, node: ast.expr) -> Values:
    """What a function or class is under one decorator."""
    if isinstance(node, ast.Attribute) and is_field_hook(frame, node):
        run_field_hook(frame, values, node)
        return values
    found = NOTHING
    for one in wrapper:
        if isinstance(one, Symbol):
            found |= _under_symbol(frame, one, values, node)
        elif isinstance(one, (Function, Bound, Class, Object)):
            result = call_one(frame, one, Arguments([values], always=True), node)
            known = any(not isinstance(v, (Symbol, Const)) and v not in UNKNOWN for v in result)
            found |= result if known else values
        else:
            found |= values
    return found or values


def _under_symbol(frame: Frame, symbol: Symbol, values: Values, node: ast.expr) -> Values:
    model = model_of(f"@{symbol.name}")
    if model is not None:
        return model(frame, Arguments([values]), node) or values
    name = symbol.name.removeprefix("builtins.")
    if name in ("property", "functools.cached_property", "abc.abstractproperty"):
        return frozenset({Descriptor("property", values)})
    if name in ("staticmethod", "classmethod"):
        return frozenset({Descriptor(name, values)})
    if name.endswith(("contextlib.contextmanager", "contextlib.asynccontextmanager")):
        return frozenset({Descriptor("contextmanager", values)})
    if frame.program.telling.flows(values):
        frame.program.deferral.undefer(symbol.name)
    return values  # one that is not of the project is taken to return what it is given

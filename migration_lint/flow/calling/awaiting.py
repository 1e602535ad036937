"""The results of coroutines and generators: of `await`, and of `yield from`."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_special
from migration_lint.flow.domain.holders import Container, Object
from migration_lint.flow.domain.values import NOTHING, UNKNOWN, Values
from migration_lint.flow.state.frame import Frame

_AWAITED = ("coroutine", "future")


def awaited(frame: Frame, values: Values, node: ast.AST) -> Values:
    """The result of `await`; what is no coroutine, future or object gives itself."""
    found = NOTHING
    for value in values:
        if isinstance(value, Container) and value.kind in _AWAITED:
            frame.program.read(value, "items")
            found |= value.every() or NOTHING
        elif isinstance(value, Object):
            found |= returned(frame, call_special(frame, value, "__await__", Arguments(), node))
        else:
            found |= {value}
    return found


def returned(frame: Frame, generators: Values) -> Values:
    """What generators return at their end: what `yield from` gives."""
    found = NOTHING
    for value in generators:
        if isinstance(value, Container) and value.body is not None:
            frame.program.read(value.body, "result")
            found |= value.body.returns
        else:
            found |= UNKNOWN
    return found or UNKNOWN

"""`with`: what entering a context manager gives."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.calls import call_special
from migration_lint.flow.calling.parameters import Arguments
from migration_lint.flow.calling.results import awaited
from migration_lint.flow.domain.holders import Container, Object
from migration_lint.flow.domain.values import NOTHING, UNKNOWN, Controller, Symbol, Values
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.evaluation import evaluate


def enter(frame: Frame, node: ast.expr) -> Values:
    """What `with node as x` binds `x` to."""
    return entered(frame, evaluate(frame, node), node)


def entered(frame: Frame, managers: Values, node: ast.expr) -> Values:
    """What entering any of `managers` gives."""
    found = NOTHING
    for manager in managers:
        if isinstance(manager, Container):
            frame.program.read(manager, "items")
            found |= manager.every() if manager.kind == "context" else UNKNOWN
        elif isinstance(manager, Object):
            found |= _enter_object(frame, manager, node)
        elif isinstance(manager, Controller) and manager.subclass is not None:
            found |= _enter_object(frame, manager, node) or UNKNOWN
        elif isinstance(manager, Symbol):
            found |= {manager}
        else:
            found |= UNKNOWN
    return found


def _enter_object(frame: Frame, manager: Object | Controller, node: ast.expr) -> Values:
    given = call_special(frame, manager, "__enter__", Arguments(), node)
    if given:
        return given
    return awaited(frame, call_special(frame, manager, "__aenter__", Arguments(), node), node)

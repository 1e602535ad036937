"""`with`: what entering a context manager gives."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.awaiting import awaited
from migration_lint.flow.calling.calls import call_special, call_values
from migration_lint.flow.domain.holders import Container, Object
from migration_lint.flow.domain.values import NOTHING, UNKNOWN, Controller, Symbol, Values
from migration_lint.flow.objects.engine_classes import engine_classes, giving
from migration_lint.flow.objects.hierarchy import class_attribute
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.evaluation import evaluate

_HOOKS = ("__enter__", "__aenter__")


def enter(frame: Frame, node: ast.expr) -> Values:
    """What `with node as x` binds `x` to."""
    return entered(frame, evaluate(frame, node), node)


def entered(frame: Frame, managers: Values, node: ast.expr) -> Values:
    """What entering any of `managers` gives."""
    observe.special(frame, node, managers, ("__enter__", "__aenter__"))
    found = NOTHING
    for manager in managers:
        if isinstance(manager, Container):
            frame.program.read(manager, "items")
            found |= manager.every() if manager.kind == "context" else UNKNOWN
        elif isinstance(manager, Object):
            found |= _enter_object(frame, manager, node) or _entered_outside(frame, manager)
        elif isinstance(manager, Controller):
            found |= _enter_object(frame, manager, node) or _entered_itself(frame, manager)
        elif isinstance(manager, Symbol):
            held = frame.program.holdings.get_symbol(f"{manager.name}.__enter__()")
            found |= held or {manager}
        else:
            found |= UNKNOWN
    return found


def _enter_object(frame: Frame, manager: Object | Controller, node: ast.expr) -> Values:
    given = _call_enter(frame, manager, "__enter__", node)
    return given or awaited(frame, _call_enter(frame, manager, "__aenter__", node), node)


def _entered_outside(frame: Frame, manager: Object) -> Values:
    """An object that has such a method of a class outside the project is what that gives."""
    has_hook = any(class_attribute(frame, manager, name) for name in _HOOKS)
    return NOTHING if has_hook else frozenset({manager})


def _entered_itself(frame: Frame, manager: Controller) -> Values:
    """A controller whose class is known and has no such method comes of an entry that makes one."""
    classes = [one for it in manager.engines for one in engine_classes(frame.program, it)]
    has_hook = any(class_attribute(frame, one, name) for one in classes for name in _HOOKS)
    return frozenset({manager}) if classes and not has_hook else UNKNOWN


def _call_enter(frame: Frame, manager: Object | Controller, name: str, node: ast.expr) -> Values:
    given = call_special(frame, manager, name, Arguments(), node)
    if given or isinstance(manager, Object):
        return given
    return call_values(frame, giving(frame, manager, name, node), Arguments(), node)

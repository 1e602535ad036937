"""The engines' own classes, where their source is in the tree, and what controllers get of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from migration_lint.flow.code.definitions import FunctionDefinition
from migration_lint.flow.code.giving import may_give_itself
from migration_lint.flow.domain.values import (
    NOTHING,
    Controller,
    ControllerClass,
    Descriptor,
    Function,
    Value,
    Values,
)
from migration_lint.flow.objects.descriptors import reached
from migration_lint.flow.objects.hierarchy import class_attribute
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.shared_results import shared_result

if TYPE_CHECKING:
    from migration_lint.flow.work.program import Program


def engine_classes(program: Program, engine: str) -> Iterator[ControllerClass]:
    """What the module of an engine's controller defines under the controller's name."""
    for value in _defined(program, engine):
        if isinstance(value, ControllerClass) and value.subclass is not None:
            yield value


def engine_functions(program: Program, engine: str) -> Iterator[FunctionDefinition]:
    """The function that an engine is, if it is no class: what it gives is no controller."""
    for value in _defined(program, engine):
        if isinstance(value, Function):
            yield value.definition


def are_functions(program: Program, engines: frozenset[str]) -> bool:
    """Whether one of the engines is a function."""
    return any(True for engine in sorted(engines) for _ in engine_functions(program, engine))


def _defined(program: Program, engine: str) -> Values:
    named = (program.project.engines[engine].controller or "").replace(":", ".")
    module, _, name = program.vocabulary.elsewhere.get(named, named).rpartition(".")
    state = program.modules.named(module, "") if module else None
    if state is None:
        return NOTHING
    program.read(state, name)
    return state.exports.get(name, NOTHING)


def giving(frame: Frame, value: Controller | ControllerClass, name: str, node: ast.AST) -> Values:
    """An engine's methods under a name that may give a controller again; what a property gives.

    Each engine's method has the controller as its own engine's: what runs in it is inside that.
    """
    found = NOTHING
    for engine in sorted(value.engines):
        giving = partial(_giving, frame, engine, name)
        for held in shared_result(frame.program, (engine, "giving", name), frame.scope, giving):
            found |= reached(frame, held, _only_of(engine, value), node)
    return found


def _giving(frame: Frame, engine: str, name: str) -> Values:
    """Which of an engine's methods and properties under a name may give a controller."""
    return frozenset(
        held
        for own in engine_classes(frame.program, engine)
        for held in class_attribute(frame, own, name)
        if _may_give(frame.program, held)
    )


def _only_of(engine: str, value: Controller | ControllerClass) -> Controller | ControllerClass:
    if isinstance(value, Controller):
        return Controller(frozenset({engine}), value.subclass, value.trail)
    return ControllerClass(frozenset({engine}), value.name, value.subclass, value.trail)


def _may_give(program: Program, held: Value) -> bool:
    if isinstance(held, Descriptor):
        return any(_may_give(program, inner) for inner in held.function)
    return isinstance(held, Function) and may_give_itself(program.names, held.definition)

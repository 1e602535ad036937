"""Calls of the project's own functions: which are worth it, and what they give."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migration_lint.flow.calling import single_dispatch
from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_values, calls
from migration_lint.flow.calling.parameters import bind
from migration_lint.flow.calling.results import result
from migration_lint.flow.code.definitions import ClassDefinition, FunctionDefinition
from migration_lint.flow.code.giving import may_give_itself
from migration_lint.flow.domain.holders import Object
from migration_lint.flow.domain.values import NOTHING, UNKNOWN, Descriptor, Function, Values
from migration_lint.flow.objects.containers import add, new_container
from migration_lint.flow.state.frame import Frame

if TYPE_CHECKING:
    from migration_lint.flow.work.program import Program


@calls(Function)
def _call_function(frame: Frame, function: Function, arguments: Arguments, node: ast.AST) -> Values:
    """What a function of the project gives for arguments.

    A body where nothing of interest can happen is evaluated only if the arguments ask for it.
    """
    program, definition = frame.program, function.definition
    is_of_engine = definition.owner is not None and definition.owner.engines
    if is_of_engine and not may_give_itself(program.names, definition):
        return UNKNOWN  # what an engine does inside is its own business
    given = [program.telling.flows(values) for values in arguments.parts()]
    always = arguments.always or _gives(frame)
    if not always and not any(given) and not _worth_calling(program, definition):
        program.read(definition, "worth")
        program.interest.waits(definition)
        return UNKNOWN
    if definition.owner is not None and any(given[1:]) and program.contexts.has_time:
        _hand_down(program, definition.owner, arguments.get(0))
    given_elsewhere = NOTHING
    if definition.implementations:
        given_elsewhere, arguments = single_dispatch.dispatched(frame, definition, arguments, node)
    bound = bind(frame, definition, arguments, node)
    context = program.call(definition, bound)
    return given_elsewhere | result(frame, context, bound, node)


def _hand_down(program: Program, owner: ClassDefinition, receivers: Values) -> None:
    """What a method gets of any object of its class, one of a subclass in another file may get."""
    is_any = any(isinstance(value, Object) and not value.is_one for value in receivers)
    if is_any and not owner.scope.qualname:
        program.interest.export(owner.scope.source, owner.name)


def _gives(frame: Frame) -> bool:
    """Whether the running function gives something that matters, which may come of any call."""
    if frame.definition is None:
        return False
    frame.program.read(frame.definition, "telling")
    return frame.definition in frame.program.telling


def _worth_calling(program: Program, definition: FunctionDefinition) -> bool:
    if isinstance(definition.node, ast.Lambda):
        return True
    if definition.owner is not None:
        program.read(definition.owner, "telling")
        if definition.owner in program.telling or program.telling.replaces(definition):
            return True
    program.read(definition, "telling")
    if definition in program.telling or program.interest.can_matter(definition):
        return True
    source = definition.scope.source
    if source.has_receivers and program.names.receives(definition.node):
        return True
    return _captures(program, definition)


def _captures(program: Program, definition: FunctionDefinition) -> bool:
    """Whether a function sees something of interest of the functions around it."""
    around: FunctionDefinition | None = definition
    while around is not None and around.scope.definition is not None:
        for name in program.names.read_in(definition.node):
            program.read(around, name)
            held = around.captured.get(name, NOTHING)
            program.read(around.scope, name)
            if program.telling.flows(held | around.scope.seen_later(name, around.node.lineno)):
                return True
        around = around.scope.definition
    return False


@calls(Descriptor)
def _managed(frame: Frame, manager: Descriptor, arguments: Arguments, node: ast.AST) -> Values:
    """A call of a `@contextmanager` function: what it yields is there on entering."""
    if manager.kind != "contextmanager":
        return UNKNOWN
    generated = call_values(frame, manager.function, arguments, node)
    held = new_container(frame, "context", (node, frame.context))
    for value in generated:
        add(frame, held, getattr(value, "rest", UNKNOWN))
    return frozenset({held})

"""What a call of a function of the project gives: its returns, a generator, a coroutine."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migration_lint.flow.calling.parameters import Arguments, definition_frame
from migration_lint.flow.code.definitions import FunctionDefinition
from migration_lint.flow.domain.holders import Container, Object
from migration_lint.flow.domain.values import NOTHING, UNKNOWN, Values
from migration_lint.flow.objects import generics
from migration_lint.flow.objects.containers import add, new_container
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.promises import promised
from migration_lint.flow.syntax.typeforms import NONE, says_nothing

if TYPE_CHECKING:
    from migration_lint.flow.state.contexts import Context

_AWAITED = ("coroutine", "future")


def result(frame: Frame, context: Context, node: ast.AST) -> Values:
    """What a call gives whose body `context` evaluates."""
    definition = context.definition
    assert definition is not None
    if context.yields:
        return _generator(frame, context, definition, node)
    message = f"returned by `{definition.name}`"
    returns = observe.step(frame, context.returns, node, message)
    if _is_vague(returns):
        returns = declared(frame, context) or returns
    if not isinstance(definition.node, ast.AsyncFunctionDef):
        return returns
    if not frame.program.telling.flows(returns):
        return UNKNOWN
    coroutine = new_container(frame, "coroutine", (definition.node, context))
    add(frame, coroutine, returns)
    return frozenset({coroutine})


def _generator(
    frame: Frame, context: Context, definition: FunctionDefinition, node: ast.AST
) -> Values:
    if _is_vague(context.yields):
        annotated = declared(frame, context)
        if annotated:
            return annotated
    generator = new_container(frame, "iterator", (definition.node, context))
    generator.body = context
    given = observe.step(frame, context.yields, node, f"given by `{definition.name}`")
    add(frame, generator, given)
    return frozenset({generator})


def _is_vague(values: Values) -> bool:
    return all(value in NONE or says_nothing(value) for value in values)


def declared(frame: Frame, context: Context) -> Values:
    """What annotations say that a call gives; nothing where that does not matter."""
    program, definition, found = frame.program, context.definition, NOTHING
    assert definition is not None
    for one in (definition, *definition.overloads):
        annotation = getattr(one.node, "returns", None)
        comment = one.scope.source.signature_comment(one.node) if annotation is None else None
        annotation = annotation or (comment.returns if comment else None)
        if annotation is not None:
            around = definition_frame(program, one)
            generics.narrow_by_receiver(around, one, context.arguments)
            generics.narrow_by_arguments(around, one, context.arguments)
            found |= promised(around, annotation, getattr(one.node, "returns", None) or one.node)
    return found if program.telling.flows(found) else NOTHING


def awaited(frame: Frame, values: Values, node: ast.AST) -> Values:
    """What `await` gives; what is no coroutine, future or object is taken to give itself."""
    found = NOTHING
    for value in values:
        if isinstance(value, Container) and value.kind in _AWAITED:
            frame.program.read(value, "items")
            found |= value.every() or NOTHING
        elif isinstance(value, Object):
            from migration_lint.flow.calling.calls import call_special  # noqa: PLC0415 - a cycle

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

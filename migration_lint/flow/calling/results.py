"""The result of a call of a function of the project: its returns, a generator, a coroutine."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from migration_lint.flow.calling.parameters import definition_frame
from migration_lint.flow.calling.type_variables import narrow_by_arguments
from migration_lint.flow.code.overloading import takes
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Controller,
    ControllerClass,
    Trail,
    Value,
    Values,
)
from migration_lint.flow.objects.containers import add, new_container
from migration_lint.flow.objects.generics import narrow_by_receiver
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.shared_results import of_annotation
from migration_lint.flow.syntax.typeforms import NONE, says_nothing

if TYPE_CHECKING:
    from migration_lint.flow.state.contexts import Context

_AWAITED = ("coroutine", "future")
_Traveller: TypeAlias = Controller | ControllerClass


def result(frame: Frame, context: Context, given: Mapping[str, Values], node: ast.AST) -> Values:
    """What a call gives whose body `context` evaluates, and whose parameters are `given`."""
    definition = context.definition
    assert definition is not None
    if context.yields:
        return _generator(frame, context, given, node)
    message = f"returned by `{definition.name}`"
    returns = observe.step(frame, _by_this_call(context, given, context.returns), node, message)
    if _is_vague(returns):
        returns = declared(frame, context) or returns
    if not isinstance(definition.node, ast.AsyncFunctionDef):
        return returns
    if not frame.program.telling.flows(returns):
        return UNKNOWN
    coroutine = new_container(frame, "coroutine", (node, context))
    add(frame, coroutine, returns)
    return frozenset({coroutine})


def _by_this_call(context: Context, given: Mapping[str, Values], values: Values) -> Values:
    """The same values; what was passed in came the way that this call's arguments came.

    The body is evaluated for the first of the calls that pass the same.
    """
    ways = {
        id(first.trail): value.trail
        for name, first_given in context.arguments.items()
        for first, value in _same(first_given, given.get(name, NOTHING))
        if first.trail is not value.trail
    }
    if not ways:
        return values
    return frozenset(_redirected(value, ways) for value in values)


def _same(first: Values, second: Values) -> Iterator[tuple[_Traveller, _Traveller]]:
    """The controllers that are in both sets, as each of them holds them."""
    if first is second:
        return
    held = {value: value for value in second if isinstance(value, observe.TRAVELLERS)}
    for value in first:
        if isinstance(value, observe.TRAVELLERS) and value in held:
            yield value, held[value]


def _redirected(value: Value, ways: Mapping[int, Trail | None]) -> Value:
    steps: list[Trail] = []
    trail = value.trail if isinstance(value, observe.TRAVELLERS) else None
    while trail is not None and id(trail) not in ways:
        steps.append(trail)
        trail = trail.before
    if trail is None or not isinstance(value, observe.TRAVELLERS):
        return value
    way = ways[id(trail)]
    for step in reversed(steps):
        way = step._replace(before=way)
    return value.moved(way) if way is not None else value


def _generator(
    frame: Frame, context: Context, given: Mapping[str, Values], node: ast.AST
) -> Values:
    definition = context.definition
    assert definition is not None
    if _is_vague(context.yields):
        annotated = declared(frame, context)
        if annotated:
            return annotated
    generator = new_container(frame, "iterator", (node, context))
    generator.body = context
    yields = _by_this_call(context, given, context.yields)
    add(frame, generator, observe.step(frame, yields, node, f"given by `{definition.name}`"))
    return frozenset({generator})


def _is_vague(values: Values) -> bool:
    return all(value in NONE or says_nothing(value) for value in values)


def declared(frame: Frame, context: Context) -> Values:
    """What annotations say that a call gives; nothing where that does not matter."""
    program, definition, found = frame.program, context.definition, NOTHING
    assert definition is not None
    for one in (definition, *definition.overloads):
        if not takes(one.node, context.arguments):
            continue
        annotation = getattr(one.node, "returns", None)
        comment = one.scope.source.signature_comment(one.node) if annotation is None else None
        annotation = annotation or (comment.returns if comment else None)
        if annotation is not None:
            around = definition_frame(program, one)
            narrow_by_receiver(around, one, context.arguments)
            narrow_by_arguments(around, one, context.arguments)
            found |= of_annotation(
                around, annotation, getattr(one.node, "returns", None) or one.node
            )
    return found if program.telling.flows(found) else NOTHING

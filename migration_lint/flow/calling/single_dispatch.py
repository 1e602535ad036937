"""`functools.singledispatch`: choose the function that a call runs by its argument's type."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_one
from migration_lint.flow.calling.parameters import definition_frame, receiver_alone
from migration_lint.flow.code.definitions import FunctionDefinition
from migration_lint.flow.code.parameter_lists import positional
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Bound,
    Function,
    Symbol,
    Values,
)
from migration_lint.flow.objects.attributes import REGISTER
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.kinds import by_type
from migration_lint.flow.syntax.typeforms import annotated_values, instances


def register(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """`generic.register(...)` of a type, of a function under annotations, or of both."""
    generics, first, second = arguments.get(0), arguments.get(1), arguments.get(2)
    functions = [value for value in second or first if isinstance(value, Function)]
    if not functions:
        return frozenset({Bound(Symbol(REGISTER), (generics, first))})
    for function in functions:
        types = first if second else _annotated(frame, function.definition)
        for generic in generics:
            if isinstance(generic, Function):
                _add(frame, generic.definition, types, function.definition, node)
    return frozenset(functions)


def _annotated(frame: Frame, definition: FunctionDefinition) -> Values:
    for parameter in positional(definition.node.args)[_place(definition) :][:1]:
        if parameter.annotation is not None:
            around = definition_frame(frame.program, definition)
            return annotated_values(around, parameter.annotation)
    return NOTHING


def _place(definition: FunctionDefinition) -> int:
    """Which argument the type is taken from: the one after `self` in a method."""
    return 0 if definition.owner is None else 1


def _add(
    frame: Frame,
    generic: FunctionDefinition,
    types: Values,
    definition: FunctionDefinition,
    node: ast.AST,
) -> None:
    generic.implementations[definition] = types
    made = instances(frame, types, node)
    if frame.program.matters(made):
        receiver = [receiver_alone(definition)] if definition.owner is not None else []
        call_one(frame, Function(definition), Arguments([*receiver, made]), node)


def dispatched(
    frame: Frame, generic: FunctionDefinition, arguments: Arguments, node: ast.AST
) -> tuple[Values, Arguments]:
    """What the implementations give that a call runs, and what is left for the function itself."""
    place = _place(generic)
    left, found = arguments.get(place), NOTHING
    for definition, types in generic.implementations.items():
        known = left - UNKNOWN
        if known:
            holds, otherwise = by_type(frame, known, types, node)
            if holds:
                found |= call_one(frame, Function(definition), _with(arguments, place, holds), node)
            left = otherwise | (left & UNKNOWN)
    return found, _with(arguments, place, left)


def _with(arguments: Arguments, place: int, values: Values) -> Arguments:
    positional = list(arguments.positional)
    if place < len(positional):
        positional[place] = values
    return Arguments(positional, arguments.keywords, arguments.star, arguments.double_star)

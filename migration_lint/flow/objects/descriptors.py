"""Descriptors: what a class attribute becomes when it is reached through an object or its class."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_special, call_values
from migration_lint.flow.domain.holders import Object
from migration_lint.flow.domain.values import (
    NOTHING,
    Bound,
    Class,
    Const,
    ControllerClass,
    Descriptor,
    Function,
    Super,
    Value,
    Values,
)
from migration_lint.flow.objects.hierarchy import class_attribute, class_of, definition_of, order
from migration_lint.flow.state.frame import Frame


def reached(frame: Frame, one: Value, value: Value, node: ast.AST) -> Values:
    """What a class attribute is when it is taken from a value of the class, or from the class."""
    through_class = isinstance(value, (Class, ControllerClass))
    receivers = value.owner if isinstance(value, Super) else frozenset({value})
    if isinstance(one, Descriptor):
        return _through(frame, one, receivers, node, through_class=through_class)
    if not through_class and isinstance(one, Function):
        return frozenset({Bound(one, (receivers,))})
    if isinstance(one, Object):
        instance = frozenset({Const(None)}) if through_class else receivers
        asked = Arguments([instance, receivers if through_class else _classes(receivers)])
        given = call_special(frame, one, "__get__", asked, node)
        return given or frozenset({one})
    return frozenset({one})


def _through(  # noqa: PLR0911 - one a kind
    frame: Frame, one: Descriptor, receivers: Values, node: ast.AST, *, through_class: bool
) -> Values:
    if one.kind == "setter":
        return NOTHING
    if one.kind == "staticmethod":
        return one.function
    if one.kind == "classmethod":
        owners = receivers if through_class else _classes(receivers)
        return frozenset(Bound(inner, (owners,)) for inner in one.function)
    if through_class:
        return frozenset({one})
    if one.kind == "property":
        return call_values(frame, one.function, Arguments([receivers]), node)
    if one.kind == "partialmethod":
        return frozenset(
            Bound(inner.function, (receivers, *inner.arguments), inner.keywords)
            for inner in one.function
            if isinstance(inner, Bound)
        )
    return frozenset(
        Descriptor(one.kind, frozenset({Bound(inner, (receivers,))})) for inner in one.function
    )


def of_metaclass(frame: Frame, value: Value, name: str, node: ast.AST) -> Values:
    """What a class has by its metaclass, whose instance it is."""
    definition = definition_of(value) if isinstance(value, (Class, ControllerClass)) else None
    found = NOTHING
    for one in order(definition) if definition is not None else ():
        for metaclass in one.metaclass:
            for held in class_attribute(frame, metaclass, name):
                if isinstance(held, Descriptor) and held.kind == "property":
                    found |= call_values(
                        frame, held.function, Arguments([frozenset({value})]), node
                    )
                else:
                    is_method = isinstance(held, Function)
                    found |= {Bound(held, (frozenset({value}),)) if is_method else held}
    return found


def _classes(receivers: Values) -> Values:
    found = NOTHING
    for receiver in receivers:
        found |= (
            class_of(receiver) if not isinstance(receiver, (Class, ControllerClass)) else {receiver}
        )
    return found

"""Attributes: what reading one gives and what writing one changes."""

from __future__ import annotations

import ast

from migration_lint.flow.frame import Frame
from migration_lint.flow.hierarchy import class_attribute, class_of, definition_of, family, order
from migration_lint.flow.imports import exported
from migration_lint.flow.values import (
    NOTHING,
    UNKNOWN,
    Bound,
    Class,
    Const,
    Container,
    Controller,
    ControllerClass,
    Descriptor,
    Function,
    Member,
    Module,
    Object,
    Place,
    Reading,
    Super,
    Symbol,
    Value,
    Values,
)

_LONGEST_SYMBOL = 160


def get_attribute(frame: Frame, base: Values, name: str, node: ast.AST) -> Values:
    """What `base.name` may be."""
    if base is UNKNOWN:
        return UNKNOWN
    found = NOTHING
    for value in base:
        found |= _get_one(frame, value, name, node)
    return found


def _get_one(frame: Frame, value: Value, name: str, node: ast.AST) -> Values:
    if isinstance(value, Module):
        return _of_module(frame, value, name, node)
    if isinstance(value, Symbol):
        return _of_symbol(frame, value, name)
    if isinstance(value, (Controller, ControllerClass, Object, Class, Super)):
        return _of_object(frame, value, name, node)
    if isinstance(value, (Member, Bound, Function)):
        return _of_callable(value, name)
    if isinstance(value, Const) and name == "value" and not hasattr(value.value, name):
        return frozenset({value})  # a member of an enumeration is followed as its value
    kind = _builtin_kind(value)
    return bound_method(kind, name, value) if kind else UNKNOWN


def _builtin_kind(value: Value) -> str | None:
    if isinstance(value, Const):
        return type(value.value).__name__
    if isinstance(value, Container):
        return value.kind
    if isinstance(value, Reading):
        return "str"
    return "property" if isinstance(value, Descriptor) else None


def _of_callable(value: Member | Bound | Function, name: str) -> Values:
    if isinstance(value, Member):
        return frozenset({value.owner}) if name == "__self__" else UNKNOWN
    if isinstance(value, Bound) and name == "__self__" and value.arguments:
        return value.arguments[0]
    return frozenset({value}) if name in ("__func__", "__wrapped__", "__call__") else UNKNOWN


def bound_method(kind: str, name: str, value: Value) -> Values:
    """A method of a builtin type, bound to what it is taken from."""
    return frozenset({Bound(Symbol(f"{kind}.{name}"), (frozenset({value}),))})


def _of_module(frame: Frame, module: Module, name: str, node: ast.AST) -> Values:
    found = exported(frame.program, module.name, name, frame.source.path)
    if found is None:
        return frozenset({Symbol(f"{module.name}.{name}")})
    if any(type(value) is Reading for value in found):
        place = Place(frame.source.path, node)
        return frozenset(
            Reading(v.source, v.default, v.operations, place) if isinstance(v, Reading) else v
            for v in found
        )
    return found


def _of_symbol(frame: Frame, symbol: Symbol, name: str) -> Values:
    dotted = f"{symbol.name}.{name}"
    if len(dotted) > _LONGEST_SYMBOL:
        return UNKNOWN
    if dotted in frame.program.vocabulary.controllers:
        engines = frame.program.vocabulary.controllers[dotted]
        return frozenset({ControllerClass(engines, dotted)})
    return frame.program.get_symbol(dotted) or frozenset({Symbol(dotted)})


def _of_object(frame: Frame, value: Value, name: str, node: ast.AST) -> Values:
    program = frame.program
    if name == "__class__":
        return class_of(value)
    held = NOTHING
    if isinstance(value, Object):
        program.read(value, name)
        held = value.attributes.get(name, NOTHING)
    found = class_attribute(frame, value, name)
    result = held
    for one in found:
        result |= _bind(frame, one, value, node)
    definition = definition_of(value)
    if definition is not None and not isinstance(value, (Class, ControllerClass)) and not held:
        program.read(definition, "subclasses")
        for owner in family(definition):
            program.read(owner, name)
            result |= owner.attributes.get(name, NOTHING)
    if isinstance(value, (Controller, ControllerClass)) and not result:
        return frozenset({Member(value, name, bound=isinstance(value, Controller))})
    if isinstance(value, Super) and not result:
        return _member_of_super(value, name)
    return result or UNKNOWN


def _member_of_super(value: Super, name: str) -> Values:
    members = [Member(o, name, bound=True) for o in value.owner if isinstance(o, Controller)]
    return frozenset(members) or UNKNOWN


def seen_through(base: Values, name: str) -> Values:
    """What an attribute is taken from: behind `super()`, the controllers that it stands for."""
    if not any(type(value) is Super for value in base):
        return base
    found: set[Value] = set()
    for value in base:
        if not isinstance(value, Super):
            found.add(value)
        elif not any(name in one.names for one in order(value.after, skip_first=True)):
            owners = (owner for owner in value.owner if isinstance(owner, Controller))
            found |= {Controller(owner.engines, None, owner.trail) for owner in owners}
    return frozenset(found)


def _bind(frame: Frame, one: Value, value: Value, node: ast.AST) -> Values:  # noqa: PLR0911 - one a kind of descriptor
    """What a class attribute becomes when it is reached through a value."""
    from migration_lint.flow.calls import call_values  # noqa: PLC0415 - a cycle
    from migration_lint.flow.parameters import Arguments  # noqa: PLC0415 - a cycle

    through_class = isinstance(value, (Class, ControllerClass))
    receivers = value.owner if isinstance(value, Super) else frozenset({value})
    if isinstance(one, Descriptor):
        if one.kind == "setter":
            return NOTHING
        if one.kind == "property":
            if through_class:
                return frozenset({one})
            return call_values(frame, one.function, Arguments([receivers]), node)
        if one.kind == "staticmethod":
            return one.function
        if one.kind == "classmethod":
            owners = receivers if through_class else _classes(receivers)
            return frozenset(Bound(inner, (owners,)) for inner in one.function)
        if one.kind == "contextmanager" and not through_class:
            return frozenset(
                Descriptor(one.kind, frozenset({Bound(inner, (receivers,))}))
                for inner in one.function
            )
    if not through_class and isinstance(one, Function):
        return frozenset({Bound(one, (receivers,))})
    return frozenset({one})


def _classes(receivers: Values) -> Values:
    found = NOTHING
    for receiver in receivers:
        found |= (
            class_of(receiver) if not isinstance(receiver, (Class, ControllerClass)) else {receiver}
        )
    return found


def set_attribute(frame: Frame, base: Values, name: str, values: Values) -> None:
    """Put values under an attribute of whatever `base` may be."""
    program = frame.program
    for value in base:
        if isinstance(value, (Object, Class)):
            program.put_attribute(value, name, values)
            if isinstance(value, Class):
                program.put(value.definition, value.definition.names, name, values)
            else:
                _call_setter(frame, value, name, values)
        elif isinstance(value, (Controller, ControllerClass)) and value.subclass is not None:
            program.put(value.subclass, value.subclass.attributes, name, values)
        elif isinstance(value, Symbol):
            if program.flows(values):
                program.undefer(value.name)
                program.put_symbol(f"{value.name}.{name}", values)
        elif isinstance(value, Module):
            state = program.module(value.name, frame.source.path)
            if state is not None:
                program.bind_outside(state.scope, name, values)


def _call_setter(frame: Frame, value: Object, name: str, values: Values) -> None:
    from migration_lint.flow.calls import call_values  # noqa: PLC0415 - a cycle
    from migration_lint.flow.parameters import Arguments  # noqa: PLC0415 - a cycle

    for one in class_attribute(frame, value, name):
        if isinstance(one, Descriptor) and one.kind == "setter" and frame.program.matters(values):
            receiver = frozenset({value})
            call_values(frame, one.function, Arguments([receiver, values]), value.definition.node)

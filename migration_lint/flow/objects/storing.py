"""Set attributes of values."""

from __future__ import annotations

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_one, call_special, call_values
from migration_lint.flow.domain import foreign
from migration_lint.flow.domain.holders import Object
from migration_lint.flow.domain.tables import NAME_OF_MODULE
from migration_lint.flow.domain.values import (
    UNKNOWN,
    Class,
    Controller,
    ControllerClass,
    Descriptor,
    Function,
    Module,
    Symbol,
    Value,
    Values,
    constant,
)
from migration_lint.flow.objects import delegation
from migration_lint.flow.objects.hierarchy import as_written, class_attribute
from migration_lint.flow.objects.replacing import is_settled
from migration_lint.flow.state.frame import Frame


def set_attribute(frame: Frame, base: Values, name: str, values: Values) -> None:
    """Put values under an attribute of whatever `base` may be."""
    for value in base:
        _set_one(frame, value, name, values)


def _set_one(frame: Frame, value: Value, name: str, values: Values) -> None:
    program = frame.program
    if isinstance(value, Object):
        _set_on_object(frame, value, name, values)
    elif isinstance(value, Class):
        program.holdings.put_attribute(value, name, values)
        program.holdings.put_name(value.definition, name, values)
    elif isinstance(value, (Controller, ControllerClass)):
        _set_on_controller(frame, value, name, values)
    elif isinstance(value, Function):
        program.holdings.put_function_attribute(value.definition, name, values)
    elif isinstance(value, Module) and value.name == "builtins" and name == "__import__":
        _run_as_import(frame, values)
    elif isinstance(value, Symbol):
        if program.telling.flows(values):
            program.deferral.undefer(value.name)
            program.holdings.put_symbol(foreign.attribute_path(value.name, name), values, name)
    elif isinstance(value, Module):
        state = program.modules.named(value.name, frame.source.path)
        if state is not None:
            program.holdings.bind_outside(state.scope, name, values)


def _run_as_import(frame: Frame, values: Values) -> None:
    """Run functions that stand in for `__import__`: each is asked for the name of a module."""
    for one in values:
        if isinstance(one, Function):
            asked = Arguments([frozenset({NAME_OF_MODULE})], star=UNKNOWN, double_star=UNKNOWN)
            call_one(_at(frame, one), one, asked, one.definition.node)


def _set_on_object(frame: Frame, value: Object, name: str, values: Values) -> None:
    name = as_written(value.definition, name)
    inner = delegation.set_on(frame, value, name)
    if inner:
        set_attribute(frame, inner, name, values)
        return
    if frame.program.matters(values):
        there, node = frame.at(value.definition.scope.source), value.definition.node
        call_special(there, value, "__setattr__", Arguments([constant(name), values]), node)
    set_past_hook(frame, value, name, values)


def set_past_hook(frame: Frame, value: Object, name: str, values: Values) -> None:
    """Put values on an object itself, as `object.__setattr__` does."""
    method = frame.definition
    if method is not None and is_settled(frame.program, value.definition, method, name):
        return
    frame.program.holdings.put_attribute(value, name, values)
    _call_setter(frame, value, name, values)


def _set_on_controller(
    frame: Frame, value: Controller | ControllerClass, name: str, values: Values
) -> None:
    if value.subclass is not None:
        frame.program.holdings.put(value.subclass.every, value.subclass.attributes, name, values)
    if isinstance(value, ControllerClass):
        run_as_methods(frame, value, values)


def run_as_methods(frame: Frame, owner: ControllerClass, values: Values) -> None:
    """Run functions that are put on a controller's class: each gets a controller."""
    receiver: Values = frozenset({Controller(owner.engines, owner.subclass, owner.trail)})
    for one in values:
        if isinstance(one, Function):
            call_one(_at(frame, one), one, Arguments([receiver]), one.definition.node)


def _at(frame: Frame, function: Function) -> Frame:
    return frame.at(function.definition.scope.source)


def _call_setter(frame: Frame, value: Object, name: str, values: Values) -> None:
    there = frame.at(value.definition.scope.source)
    for one in class_attribute(frame, value, name):
        if not frame.program.matters(values):
            return
        given = Arguments([frozenset({value}), values])
        if isinstance(one, Descriptor) and one.kind == "setter":
            call_values(there, one.function, given, value.definition.node)
        elif isinstance(one, Object):
            call_special(there, one, "__set__", given, value.definition.node)

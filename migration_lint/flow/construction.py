"""What calling a class makes: a controller, or an object of the project."""

from __future__ import annotations

import ast

from migration_lint.flow.calls import call_one, call_values
from migration_lint.flow.definitions import ClassDefinition
from migration_lint.flow.frame import Frame
from migration_lint.flow.hierarchy import class_attribute, order
from migration_lint.flow.parameters import Arguments
from migration_lint.flow.values import (
    Class,
    Controller,
    ControllerClass,
    Object,
    Place,
    Symbol,
    Trail,
    Value,
    Values,
)


def make_controller(
    frame: Frame, callee: ControllerClass, arguments: Arguments, node: ast.AST
) -> Values:
    """The controller that a call of its class makes."""
    trail = Trail(Place(frame.source.path, node), f"made by `{_class_name(callee)}`", callee.trail)
    made = frozenset({Controller(callee.engines, callee.subclass, trail)})
    if callee.subclass is not None:
        _call_init(frame, made, next(iter(made)), arguments, node)
    return made


def _class_name(callee: ControllerClass) -> str:
    return callee.subclass.name if callee.subclass else callee.name.rpartition(".")[2]


def make_object(
    frame: Frame, definition: ClassDefinition, arguments: Arguments, node: ast.AST
) -> Values:
    """The object that a call of a class of the project makes."""
    value = Object(definition, (node, frame.context))
    known = frame.program.memory.setdefault(value, value)
    assert isinstance(known, Object)
    made = frozenset({known})
    new = class_attribute(frame, known, "__new__")
    if new:
        result = call_values(frame, new, arguments.after(frozenset({Class(definition)})), node)
        if not any(isinstance(one, Symbol) for one in result) and frame.program.matters(result):
            return result
    if not _call_init(frame, made, known, arguments, node):
        _fill_fields(frame, known, arguments)
    return made


def _call_init(
    frame: Frame, made: Values, value: Value, arguments: Arguments, node: ast.AST
) -> bool:
    initializer = class_attribute(frame, value, "__init__")
    for one in initializer:
        call_one(frame, one, arguments.after(made), node)
    return bool(initializer)


def _fill_fields(frame: Frame, value: Object, arguments: Arguments) -> None:
    """The fields of a dataclass, named tuple or the like, which has no `__init__` of its own."""
    fields: dict[str, None] = {}
    for definition in reversed(list(order(value.definition))):
        for statement in definition.node.body:
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                fields.setdefault(statement.target.id)
    for name, values in zip(fields, arguments.positional, strict=False):
        frame.program.put_attribute(value, name, values)
    for name, values in arguments.keywords.items():
        if name in fields:
            frame.program.put_attribute(value, name, values)

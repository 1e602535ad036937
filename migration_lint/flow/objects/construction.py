"""Call a class: make a controller, or an object of the project."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_one, call_values, calls
from migration_lint.flow.calling.protocol_calls import note_call
from migration_lint.flow.code.definitions import ClassDefinition
from migration_lint.flow.domain.holders import Object
from migration_lint.flow.domain.values import (
    NOTHING,
    UNKNOWN,
    Class,
    Controller,
    ControllerClass,
    Function,
    Place,
    Reading,
    Trail,
    Value,
    Values,
    join,
)
from migration_lint.flow.objects import generics, records
from migration_lint.flow.objects.containers import put
from migration_lint.flow.objects.engine_classes import are_functions
from migration_lint.flow.objects.enumerations import is_enumeration, members
from migration_lint.flow.objects.hierarchy import class_attribute, order
from migration_lint.flow.objects.inheriting import backing, initializer
from migration_lint.flow.state.frame import Frame


@calls(ControllerClass)
def make_controller(
    frame: Frame, callee: ControllerClass, arguments: Arguments, node: ast.AST
) -> Values:
    """The controller that a call of its class makes; an engine that is a function makes none."""
    trail = Trail(Place(frame.source.path, node), f"made by `{_class_name(callee)}`", callee.trail)
    made = frozenset({Controller(callee.engines, callee.subclass, trail)})
    if isinstance(node, ast.Call) and not _makes_itself(frame, callee):
        note_call(frame, callee, "__init__", len(arguments.positional), arguments, node)
    if are_functions(frame.program, callee.engines):
        return UNKNOWN
    if callee.subclass is not None:
        _call_init(frame, made, next(iter(made)), arguments, node)
    return made


def _makes_itself(frame: Frame, callee: ControllerClass) -> bool:
    """Whether a subclass says itself what making it takes."""
    makers = [
        maker for name in ("__init__", "__new__") for maker in class_attribute(frame, callee, name)
    ]
    return any(
        not isinstance(maker, Function) or not getattr(maker.definition.owner, "engines", ())
        for maker in makers
    )


def _class_name(callee: ControllerClass) -> str:
    return callee.subclass.name if callee.subclass else callee.name.rpartition(".")[2]


@calls(Class)
def make_object(frame: Frame, kind: Class, arguments: Arguments, node: ast.AST) -> Values:
    """The object that a call of a class of the project makes."""
    definition = kind.definition
    if kind.arguments:
        generics.instance(frame, kind, (node, frame.context))
    if records.is_typed_dict(definition):
        held = records.typed_dict(frame, definition, (node, frame.context))
        for name, values in arguments.keywords.items():
            put(frame, held, name, values)
        return frozenset({held})
    if is_enumeration(definition):
        given = join(arguments.positional[:1])
        read = frozenset(one for one in given if isinstance(one, Reading))  # members are values
        if read or definition.attributes:
            return read or members(frame, definition)
    return _by_metaclass(frame, definition, arguments, node) or usual_object(
        frame, definition, arguments, node
    )


def usual_object(
    frame: Frame, definition: ClassDefinition, arguments: Arguments, node: ast.AST
) -> Values:
    """The object that `type.__call__` makes: by `__new__` and `__init__`."""
    made = _by_new(frame, definition, arguments, node) or bare_object(frame, definition, node)
    for one in made:
        is_initialized = _call_init(frame, frozenset({one}), one, arguments, node)
        if not is_initialized and isinstance(one, Object):
            records.fill(frame, one, arguments, node)
            call_values(frame, initializer(definition, frozenset({one})), arguments, node)
            call_values(frame, backing(frame, one, "__init__"), arguments, node)
            if frame.program.telling.flows(arguments.every()):
                frame.program.deferral.undefer_bases(one.definition)
    return made


def bare_object(frame: Frame, definition: ClassDefinition, node: ast.AST) -> Values:
    """An object of a class before its `__init__`."""
    most = frame.program.contexts.most_made
    return frozenset({definition.object_at((node, frame.context), most)})


def _by_metaclass(
    frame: Frame, definition: ClassDefinition, arguments: Arguments, node: ast.AST
) -> Values:
    """What the `__call__` of a class's metaclass gives, if that is something else than usual."""
    given = arguments.after(frozenset({Class(definition)}))
    found = NOTHING
    for one in order(definition):
        for metaclass in one.metaclass:
            if isinstance(metaclass, Class):
                hook = class_attribute(frame, metaclass, "__call__")
                found |= call_values(frame, hook, given, node)
    return found if frame.program.matters(found) else NOTHING


def _by_new(
    frame: Frame, definition: ClassDefinition, arguments: Arguments, node: ast.AST
) -> Values:
    new = class_attribute(frame, Class(definition), "__new__")
    given = arguments.after(frozenset({Class(definition)}))
    result = call_values(frame, new, given, node)
    return frozenset(one for one in result if isinstance(one, (Object, Controller)))


def _call_init(
    frame: Frame, made: Values, value: Value, arguments: Arguments, node: ast.AST
) -> bool:
    initializer = class_attribute(frame, value, "__init__")
    for one in initializer:
        call_one(frame, one, arguments.after(made), node)
    return bool(initializer)

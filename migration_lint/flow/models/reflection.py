"""Attributes by name, types and `super()`."""

from __future__ import annotations

import ast

from migration_lint.flow import observe
from migration_lint.flow.attributes import get_attribute, set_attribute
from migration_lint.flow.frame import Frame
from migration_lint.flow.hierarchy import class_of
from migration_lint.flow.models import model
from migration_lint.flow.parameters import Arguments
from migration_lint.flow.values import (
    NOTHING,
    UNKNOWN,
    Bound,
    Controller,
    ControllerClass,
    Member,
    Object,
    Super,
    Symbol,
    Values,
    join,
    strings,
)


@model("builtins.getattr", "inspect.getattr_static")
def _getattr(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    base, names = arguments.get(0), strings(arguments.get(1))
    if not names:
        return UNKNOWN
    found = arguments.get(2)
    for name in names:
        values = get_attribute(frame, base, name, node)
        _note(frame, node, base, name, values, "load", "getattr")
        found |= values
    return found


@model("builtins.hasattr")
def _hasattr(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    for name in strings(arguments.get(1)):
        _note(frame, node, arguments.get(0), name, UNKNOWN, "load", "hasattr")
    return UNKNOWN


@model("builtins.setattr")
def _setattr(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    for name in strings(arguments.get(1)):
        set_attribute(frame, arguments.get(0), name, arguments.get(2))
        _note(frame, node, arguments.get(0), name, arguments.get(2), "store", "setattr")
    return UNKNOWN


@model("builtins.delattr")
def _delattr(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    for name in strings(arguments.get(1)):
        _note(frame, node, arguments.get(0), name, NOTHING, "delete", "delattr")
    return UNKNOWN


@model("object.__getattribute__", "builtins.object.__getattribute__")
def _getattribute(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    return _getattr(frame, arguments, node)


@model("builtins.object.__setattr__")
def _setattribute(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    return _setattr(frame, arguments, node)


def _note(
    frame: Frame, node: ast.AST, base: Values, name: str, value: Values, access: str, how: str
) -> None:
    if isinstance(node, ast.Call):
        at = node.args[1] if len(node.args) > 1 else node
        observe.attribute(frame, node, base, name, value, access=access, how=how, at=at)


@model("builtins.vars")
def _vars(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    found = NOTHING
    for value in arguments.get(0):
        if isinstance(value, (Controller, ControllerClass)):
            owner = frozenset({value})
            if isinstance(node, ast.Call):
                observe.attribute(
                    frame, node, owner, "__dict__", UNKNOWN, how="vars", at=node.args[0]
                )
            found |= {Member(value, "__dict__", bound=True)}
    return found or UNKNOWN


@model("builtins.type")
def _type(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:  # noqa: ARG001 - a model
    if len(arguments.positional) != 1:
        return None
    return join([class_of(value) for value in arguments.get(0)])


@model("builtins.super")
def _super(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:  # noqa: ARG001 - a model
    owner, receiver = frame.owner, frame.receiver
    around = frame.definition
    while around is not None and owner is None:
        around = around.scope.definition
        owner = around.owner if around else None
    if owner is None or receiver is None:
        return UNKNOWN
    values = arguments.get(1) or frame.lookup(receiver)
    return frozenset({Super(owner, values)})


@model("builtins.isinstance", "builtins.issubclass", "builtins.callable")
def _test(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:  # noqa: ARG001 - a model
    return UNKNOWN


@model("property.setter", "property.deleter")
def _setter(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:  # noqa: ARG001 - a model
    from migration_lint.flow.values import Descriptor  # noqa: PLC0415 - used here alone

    return arguments.get(0) | {Descriptor("setter", arguments.get(1))}


@model("builtins.property")
def _property(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:  # noqa: ARG001 - a model
    from migration_lint.flow.values import Descriptor  # noqa: PLC0415 - used here alone

    return frozenset({Descriptor("property", arguments.get(0, "fget"))})


@model("builtins.staticmethod", "builtins.classmethod")
def _plain(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    from migration_lint.flow.values import Descriptor  # noqa: PLC0415 - used here alone

    names = [
        value.name
        for value in frame.lookup(getattr(getattr(node, "func", None), "id", ""))
        if isinstance(value, Symbol)
    ]
    kind = names[0].removeprefix("builtins.") if names else "staticmethod"
    return frozenset({Descriptor(kind, arguments.get(0))})


@model("types.MethodType")
def _method_type(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:  # noqa: ARG001 - a model
    receiver = arguments.get(1)
    return frozenset(Bound(one, (receiver,)) for one in arguments.get(0)) or UNKNOWN


@model("types.SimpleNamespace", "argparse.Namespace", "unittest.mock.sentinel")
def _namespace(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    if not frame.program.flows(arguments.every()):
        return None
    definition = frame.program.namespace(frame.scope)
    made = Object(definition, (node, frame.context))
    known = frame.program.memory.setdefault(made, made)
    assert isinstance(known, Object)
    for name, values in arguments.keywords.items():
        frame.program.put_attribute(known, name, values)
    return frozenset({known})

"""typing: casts, type variables, new types."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.domain.values import NOTHING, UNKNOWN, Values, join
from migration_lint.flow.models import model
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.typeforms import annotated_values, instances, quoted_type, refined


@model("typing.cast", "typing_extensions.cast")
def _cast(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    target = _type_asked(node, 0)
    if target is None:
        return arguments.get(1, "val")
    if isinstance(target, ast.Constant) and isinstance(target.value, str):
        types = quoted_type(frame, target)
    else:
        types = annotated_values(frame.quiet(), target)
    made = instances(frame, types, node)
    return made if frame.program.matters(made) else arguments.get(1, "val") or UNKNOWN


@model("typing.assert_type", "typing_extensions.assert_type")
def _asserted(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """What it is given, as the type says where nothing better is known."""
    target = _type_asked(node, 1)
    types = annotated_values(frame.quiet(), target) if target is not None else NOTHING
    return refined(arguments.get(0, "val"), instances(frame, types, node))


def _type_asked(node: ast.AST, position: int) -> ast.expr | None:
    if not isinstance(node, ast.Call):
        return None
    if position < len(node.args):
        return node.args[position]
    return next((given.value for given in node.keywords if given.arg == "typ"), None)


def types_inside(frame: Frame, node: ast.AST) -> None:
    """Note the types that a call names by text, behind the name of what it makes."""
    if not isinstance(node, ast.Call):
        return
    waiting = [*node.args[1:], *(given.value for given in node.keywords)]
    while waiting:
        given = waiting.pop()
        if isinstance(given, ast.Dict):
            waiting += given.values
        elif isinstance(given, (ast.List, ast.Tuple)):
            waiting += [
                field.elts[1] if isinstance(field, ast.Tuple) and len(field.elts) == 2 else field
                for field in given.elts
            ]
        elif isinstance(given, ast.Constant) and isinstance(given.value, str):
            quoted_type(frame, given)


@model("typing.TypeVar", "typing_extensions.TypeVar")
def _type_variable(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    types_inside(frame, node)
    bound = arguments.keywords.get("bound")
    if bound and isinstance(node, ast.Call):
        return join([annotated_values(frame, k.value) for k in node.keywords if k.arg == "bound"])
    return bound or join(arguments.positional[1:]) or None


@model("typing.NewType", "typing_extensions.NewType")
def _new_type(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    types_inside(frame, node)
    given = arguments.get(1)
    return given if frame.program.matters(given) else None


@model("inspect.unwrap", "typing.get_origin")
def _unwrapped(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    return arguments.get(0)

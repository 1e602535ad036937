"""typing: casts, type variables, new types."""

from __future__ import annotations

import ast

from migration_lint.flow.calls import Arguments
from migration_lint.flow.frame import Frame
from migration_lint.flow.models import model
from migration_lint.flow.typeforms import annotated_values, cast_string, instances
from migration_lint.flow.values import UNKNOWN, Values, join


@model("typing.cast", "typing_extensions.cast")
def _cast(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    if not isinstance(node, ast.Call) or not node.args:
        return arguments.get(1)
    target = node.args[0]
    if isinstance(target, ast.Constant) and isinstance(target.value, str):
        types = cast_string(frame, target)
    else:
        types = annotated_values(frame.quiet(), target)
    made = instances(frame, types, node)
    return made if frame.program.matters(made) else arguments.get(1) or UNKNOWN


@model("typing.TypeVar", "typing_extensions.TypeVar")
def _type_variable(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:  # noqa: ARG001 - a model
    bound = arguments.keywords.get("bound")
    return bound or join(arguments.positional[1:]) or None


@model("typing.NewType", "typing_extensions.NewType")
def _new_type(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:  # noqa: ARG001 - a model
    given = arguments.get(1)
    return given if frame.program.matters(given) else None


@model("inspect.unwrap", "typing.get_origin")
def _unwrapped(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:  # noqa: ARG001 - a model
    return arguments.get(0)

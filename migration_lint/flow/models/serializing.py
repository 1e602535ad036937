"""Writing values as text: a function says what is written of those that the format has not."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_values
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.values import NOTHING, Values, strings
from migration_lint.flow.models import model
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.operators import combine

_DEEPEST = 4


@model("json.dumps", "json.dump", "simplejson.dumps", "simplejson.dump", "orjson.dumps",
       "ujson.dumps")  # fmt: skip
def _dump(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    default = arguments.keywords.get("default", NOTHING)
    if default:
        written = _inside(frame, arguments.get(0, "obj"), _DEEPEST)
        call_values(frame, default, Arguments([written]), node)
    values = combine(arguments.positional[:1], _as_json)
    return values if strings(values) else None


def _as_json(value: object) -> object:
    """What is written of a truth value or a number."""
    return str(value).lower() if isinstance(value, int) else None


def _inside(frame: Frame, values: Values, depth: int) -> Values:
    """Values, and what is inside of those that are containers."""
    found = values
    for value in values if depth else ():
        if isinstance(value, Container):
            frame.program.read(value, "items")
            found |= _inside(frame, value.every(), depth - 1)
    return found

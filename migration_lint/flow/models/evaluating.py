"""`eval`: what an expression in a text gives; `ast.parse`: code that is still a text here."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.domain.readings import operated
from migration_lint.flow.domain.values import Values
from migration_lint.flow.models import model
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.evaluation import evaluate


@model("builtins.eval")
def _eval(frame: Frame, arguments: Arguments, node: ast.AST) -> Values | None:
    """Of a text that is written right here; what stands in it is reported as code in a text is."""
    read = operated(arguments.get(0), "eval")
    text = node.args[0] if isinstance(node, ast.Call) and node.args else None
    if read or not isinstance(text, ast.Constant) or not isinstance(text.value, str):
        return read or None
    inner = frame.source.quoted(text)
    given = evaluate(frame.quiet(), inner) if inner is not None else None
    return given if given and frame.program.telling.flows(given) else None


@model("ast.parse")
def _parsed(frame: Frame, arguments: Arguments, node: ast.AST) -> Values:
    """What is parsed is run only if it is given to `compile` and `exec`."""
    return arguments.get(0, "source")

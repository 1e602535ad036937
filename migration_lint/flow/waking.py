"""What holds something of the migration though nothing of it was known to matter before."""

from __future__ import annotations

import ast

from migration_lint.flow.evaluation import evaluate
from migration_lint.flow.frame import Frame
from migration_lint.flow.holders import Object
from migration_lint.flow.values import Bound, Function, Symbol, Value, Values


def wake(frame: Frame, node: ast.expr, put: Values) -> None:
    """Something is put into what nothing is known of, such as the `app.engines` of an object.

    If it is of interest, what it is reached through is: the class of the object is evaluated, which
    makes the container, and so is a function that gives it.
    """
    if not frame.program.telling.flows(put):
        return
    quiet = frame.quiet()
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        inner = node.func if isinstance(node, ast.Call) else node.value
        for value in evaluate(quiet, inner):
            _wake_one(frame, node, value)
        node = inner


def _wake_one(frame: Frame, node: ast.expr, value: Value) -> None:
    telling = frame.program.telling
    if isinstance(value, Symbol):
        frame.program.deferral.undefer(value.name)
    if isinstance(node, ast.Attribute) and isinstance(value, Object):
        telling.tell(value.definition)
    function = value.function if isinstance(value, Bound) else value
    if isinstance(node, ast.Call) and isinstance(function, Function):
        telling.tell(function.definition)

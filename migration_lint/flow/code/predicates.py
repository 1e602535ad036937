"""Functions that say of what they are given whether it is of a type."""

from __future__ import annotations

import ast

from migration_lint.flow.code.definitions import FunctionNode


def test_of(node: FunctionNode) -> ast.Call | None:
    """The call that tests the first parameter of a function; None where it does anything else.

    `lambda one: isinstance(one, X)`, and the same as `def`.
    """
    body = node.body if isinstance(node, ast.Lambda) else _returned(node.body)
    if not isinstance(body, ast.Call) or len(body.args) != 2 or not node.args.args:
        return None
    subject = body.args[0]
    is_parameter = isinstance(subject, ast.Name) and subject.id == node.args.args[0].arg
    return body if is_parameter else None


def _returned(body: list[ast.stmt]) -> ast.expr | None:
    if len(body) == 2 and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]  # behind the docstring
    only = body[0] if len(body) == 1 else None
    return only.value if isinstance(only, ast.Return) else None

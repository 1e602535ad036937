"""Find attributes that a method replaces before other code can see them.

`self.engine = Engine()` and then `self.engine = Proxy(self.engine)`: only the proxy is ever found
there.
"""

from __future__ import annotations

import ast

from migration_lint.flow.code.definitions import FunctionNode
from migration_lint.flow.code.walking import walk

_SIMPLE = (ast.Assign, ast.AnnAssign, ast.Expr, ast.Import, ast.ImportFrom, ast.Pass)
_LEAVES = (ast.Await, ast.Yield, ast.YieldFrom, ast.Lambda)


def overwritten(node: FunctionNode, receiver: str | None) -> frozenset[ast.expr]:
    """The targets of a method that are overwritten at once, by its syntax.

    Args:
        node: The method.
        receiver: The name of its first parameter.
    """
    found: set[ast.expr] = set()
    waiting: dict[str, ast.expr] = {}
    for statement in node.body if isinstance(node.body, list) else ():
        if not isinstance(statement, _SIMPLE) or _shows(statement, receiver):
            waiting.clear()
        for target in _targets(statement):
            if isinstance(target, ast.Attribute) and _is_named(target.value, receiver):
                found.update({waiting[target.attr]} if target.attr in waiting else ())
                waiting[target.attr] = target
    return frozenset(found)


def _targets(statement: ast.stmt) -> list[ast.expr]:
    if isinstance(statement, ast.AnnAssign):
        return [statement.target] if statement.value is not None else []
    return statement.targets if isinstance(statement, ast.Assign) else []


def _shows(statement: ast.stmt, receiver: str | None) -> bool:
    """Whether other code may see the first parameter of a method in a statement of it."""
    parts = walk(statement)
    called = {part.func for part in parts if isinstance(part, ast.Call)}
    taken = {part.value for part in parts if isinstance(part, ast.Attribute) and part not in called}
    return any(
        isinstance(part, _LEAVES) or (_is_named(part, receiver) and part not in taken)
        for part in parts
    )


def _is_named(node: ast.AST, name: str | None) -> bool:
    return isinstance(node, ast.Name) and node.id == name

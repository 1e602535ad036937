"""Paths: expressions such as `self.engine` that a state can hold a value of."""

from __future__ import annotations

import ast


def path_of(node: ast.expr) -> str | None:
    """The path of a name, or of attributes and constant subscripts of one; None for others."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        base = path_of(node.value)
        return f"{base}.{node.attr}" if base else None
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        base = path_of(node.value)
        return f"{base}[{node.slice.value!r}]" if base else None
    if isinstance(node, ast.NamedExpr):
        return node.target.id
    return None


def root_of(path: str) -> str:
    """The name that a path starts from."""
    return path.partition(".")[0].partition("[")[0]

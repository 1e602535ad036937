"""Tell by the syntax of a body which parameters decide on what it does, and what names are."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

from migration_lint.flow.code.definitions import FunctionNode
from migration_lint.flow.code.parameter_lists import single
from migration_lint.flow.code.walking import walk

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_ASKING = frozenset(("getattr", "attrgetter", "__getattr__", "__getattribute__"))


def deciding_names(node: FunctionNode) -> frozenset[str]:
    """The parameters that a function looks up by, tests, keeps, hands on or gives back."""
    parameters = {one.arg for one in single(node.args)}
    used: set[str] = set()
    body: Sequence[ast.AST] = node.body if isinstance(node.body, list) else [node.body]
    for current in chain.from_iterable(map(walk, body)):
        parts = _PARTS.get(type(current))
        if parts is not None:
            used.update(part.id for part in parts(current) if isinstance(part, ast.Name))
    return frozenset(parameters & used)


_PARTS: dict[type[ast.AST], Callable[[Any], Iterable[ast.expr | None]]] = {
    ast.Subscript: lambda node: (node.slice,),
    ast.Call: lambda node: (
        getattr(node.func, "value", None),
        *node.args,
        *(keyword.value for keyword in node.keywords),
    ),
    ast.If: lambda node: (node.test,),
    ast.IfExp: lambda node: (node.test,),
    ast.UnaryOp: lambda node: (node.operand,),
    ast.BoolOp: lambda node: node.values,
    ast.Compare: lambda node: (node.left, *node.comparators),
    ast.Match: lambda node: (node.subject,),
    ast.Dict: lambda node: node.keys,
    ast.Assign: lambda node: (node.value,),
    ast.Return: lambda node: (node.value,),
    ast.FormattedValue: lambda node: (node.value,),
    ast.BinOp: lambda node: (node.left, node.right),
}


def is_lookup(node: FunctionNode, deciding: frozenset[str]) -> bool:
    """Whether a `__getattr__` looks its name up by itself, and asks no other object for it."""
    if not deciding.issuperset(one.arg for one in node.args.args[1:]):
        return False
    called = (inner.func for inner in walk(node) if isinstance(inner, ast.Call))
    return not any(_last_name(function) in _ASKING for function in called)


def _last_name(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def sources_of(body: ast.AST) -> dict[str, list[ast.expr]]:
    """By name, the expressions that a body binds it to or takes it from: by `=`, `for`, `with`."""
    found: dict[str, list[ast.expr]] = {}
    waiting: list[ast.AST] = [body]
    while waiting:
        node = waiting.pop()
        for target, value in _bindings(node):
            for name in walk(target) if target is not None and value is not None else ():
                if isinstance(name, ast.Name):
                    found.setdefault(name.id, []).append(value)
        for field in ("body", "orelse", "finalbody", "handlers", "cases", "items"):
            inner = getattr(node, field, None)
            if isinstance(inner, list):
                waiting += [one for one in inner if not isinstance(one, _SCOPES)]
    return found


def _bindings(node: ast.AST) -> list[tuple[ast.expr | None, Any]]:
    if isinstance(node, ast.Assign):
        return [(target, node.value) for target in node.targets]
    if isinstance(node, ast.AnnAssign):
        return [(node.target, node.value)]
    if isinstance(node, (ast.For, ast.AsyncFor)):
        return [(node.target, node.iter)]
    if isinstance(node, ast.withitem):
        return [(node.optional_vars, node.context_expr)]
    return []

"""Tell by the syntax of methods which may return their object or another one of its class."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeAlias

from migration_lint.flow.code.definitions import ClassDefinition, FunctionDefinition
from migration_lint.flow.code.parameter_lists import receiver_of
from migration_lint.flow.code.scoping import Names
from migration_lint.flow.code.walking import children

_Method: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def may_give_itself(names: Names, method: FunctionDefinition) -> bool:
    """Whether what a method gives is made of its object or its class.

    `return self`, `return cls(path)`, `yield Session(self)`, `-> Self`. Most methods of an engine
    give something else, so that what they do need not be looked at.
    """
    if method.owner is None or isinstance(method.node, ast.Lambda):
        return False
    return _gives(names, method.owner, method.node)


def _gives(names: Names, owner: ClassDefinition, method: _Method) -> bool:
    known = owner.giving.get(method.name)
    if known is None:
        owner.giving[method.name] = False  # should it ask for itself
        origins = _Origins(names, owner, method)
        yields = owner.scope.source.has_yields
        known = owner.giving[method.name] = any(map(origins.are_own, _given(method, yields=yields)))
    return known


def _given(method: _Method, *, yields: bool) -> Iterator[ast.expr]:
    """What a method returns and yields, if it may, and what it says that it does."""
    if method.returns is not None:
        yield method.returns
    waiting: list[ast.AST] = [*method.body]
    for node in waiting:
        if isinstance(node, (ast.Return, ast.Yield, ast.YieldFrom)) and node.value is not None:
            yield node.value
        if not isinstance(node, _SCOPES) and (yields or not isinstance(node, ast.expr)):
            waiting += children(node)


class _Origins:
    """Tells whether an expression in a method is made of the method's object or class."""

    def __init__(self, names: Names, owner: ClassDefinition, method: _Method) -> None:
        self._names = names
        self._owner = owner
        self._method = method
        self._own = {owner.name, "Self", receiver_of(method.args)}
        self._asked: set[str] = set()

    def are_own(self, expression: ast.expr) -> bool:
        return any(map(self._is_own, _parts(expression)))

    def _is_own(self, part: ast.expr) -> bool:
        if isinstance(part, ast.Name):
            return part.id in self._own or self._is_bound_to_own(part.id)
        if isinstance(part, ast.Attribute):
            return self._is_own(part.value) and self._is_own_attribute(part.attr)
        return isinstance(part, ast.Constant) and part.value == self._owner.name

    def _is_bound_to_own(self, name: str) -> bool:
        if name in self._asked:
            return False
        self._asked.add(name)
        return any(map(self.are_own, self._names.sources(self._method).get(name, ())))

    def _is_own_attribute(self, name: str) -> bool:
        if name == "__class__":
            return True
        return any(
            _gives(self._names, self._owner, statement)
            for statement in self._owner.node.body
            if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef))
            if statement.name == name
        )


def _parts(expression: ast.expr) -> Iterator[ast.expr]:
    """The names, attributes of names and constants that an expression is made of."""
    waiting: list[ast.AST] = [expression]
    for node in waiting:
        if isinstance(node, (ast.Name, ast.Constant)) or (
            isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        ):
            yield node
        else:
            waiting += children(node)

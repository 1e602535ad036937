"""Which names a loop reads before it binds them: what one round of it leaves to the next."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from typing import TypeAlias, cast

from migration_lint.flow.code.walking import walk

Bound: TypeAlias = frozenset[str]

_JUMPS = (ast.Continue, ast.Break, ast.Return, ast.Raise)


def read_early(loop: ast.While | ast.For | ast.AsyncFor) -> frozenset[str]:
    """The names that a round of a loop may read before it binds them itself."""
    reader = _Reader()
    bound: Bound = frozenset()
    if isinstance(loop, ast.While):
        reader.read(loop.test, bound)
    else:
        reader.read(loop.iter, bound)
        bound = reader.target(loop.target, bound)
    reader.block(loop.body, bound)
    return frozenset(reader.found)


class _Reader:
    """Goes through statements in order, with the names that are bound by then for sure.

    Attributes:
        found: The names that were read before that.
    """

    def __init__(self) -> None:
        self.found: set[str] = set()

    def block(self, body: Sequence[ast.stmt], bound: Bound) -> Bound | None:
        """Read statements; what is bound after them, None where nothing comes after them."""
        for statement in body:
            after = self._statement(statement, bound)
            if after is None:
                return None
            bound = after
        return bound

    def read(self, node: ast.AST | None, bound: Bound) -> None:
        """Read every name in an expression, or in a statement that binds nothing for sure."""
        parts = walk(node) if node is not None else []
        names = (part.id for part in parts if isinstance(part, ast.Name))
        self.found.update(name for name in names if name not in bound)

    def target(self, node: ast.expr, bound: Bound) -> Bound:
        """Bind what an assignment binds."""
        if isinstance(node, ast.Name):
            return bound | {node.id}
        if isinstance(node, (ast.Tuple, ast.List)):
            for inner in node.elts:
                bound = self.target(inner, bound)
            return bound
        if isinstance(node, ast.Starred):
            return self.target(node.value, bound)
        self.read(node, bound)
        return bound

    def _statement(self, node: ast.stmt, bound: Bound) -> Bound | None:
        if isinstance(node, ast.Assign):
            self.read(node.value, bound)
            for target in node.targets:
                bound = self.target(target, bound)
            return bound
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            self.read(node.value, bound)
            self.read(node.annotation, bound)
            return self.target(node.target, bound)
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            return bound | {(one.asname or one.name).partition(".")[0] for one in node.names}
        return self._compound(node, bound)

    def _compound(self, node: ast.stmt, bound: Bound) -> Bound | None:
        if isinstance(node, ast.If):
            self.read(node.test, bound)
            return _in_all([self.block(node.body, bound), self.block(node.orelse, bound)])
        if isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                self.read(item.context_expr, bound)
                if item.optional_vars is not None:
                    bound = self.target(item.optional_vars, bound)
            self.block(node.body, bound)  # which may end early: `suppress`
            return bound
        if isinstance(node, (ast.For, ast.AsyncFor)):
            self.read(node.iter, bound)
            self.block(node.body, self.target(node.target, bound))
            self.block(node.orelse, bound)
        elif isinstance(node, ast.While):
            self.read(node.test, bound)
            self.block(node.body, bound)
            self.block(node.orelse, bound)
        elif isinstance(node, ast.Try) or type(node).__name__ == "TryStar":
            return self._try(cast("ast.Try", node), bound)
        else:
            self.read(node, bound)
        return None if isinstance(node, _JUMPS) else bound

    def _try(self, node: ast.Try, bound: Bound) -> Bound | None:
        inside = self.block(node.body, bound)
        ends = [self.block(node.orelse, inside) if inside is not None else None]
        for handler in node.handlers:
            self.read(handler.type, bound)
            named = bound | {handler.name} if handler.name else bound
            end = self.block(handler.body, named)
            ends.append(end - {handler.name} if end is not None and handler.name else end)
        after = _in_all(ends)
        at_last = self.block(node.finalbody, bound)
        return after | at_last if after is not None and at_last is not None else None


def _in_all(ends: Iterable[Bound | None]) -> Bound | None:
    """What is bound at every end that something comes after."""
    alive = [end for end in ends if end is not None]
    return frozenset.intersection(*alive) if alive else None

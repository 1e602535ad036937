"""Which names a function binds itself, and what it puts on its first parameter."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from migration_lint.flow.code.definitions import FunctionNode
from migration_lint.flow.code.lookups import deciding_names, is_lookup, sources_of
from migration_lint.flow.code.overwriting import overwritten
from migration_lint.flow.code.parameter_lists import every, receiver_of
from migration_lint.flow.code.reading import read_early
from migration_lint.flow.code.walking import children, walk

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_NAMED = (*_SCOPES, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)
_BINDS_NOTHING = frozenset((ast.Constant, ast.Load, ast.Pass, ast.Lambda))


class Names:
    """What functions bind and store, worked out once for each body."""

    def __init__(self) -> None:
        self._bound: dict[FunctionNode, frozenset[str]] = {}
        self._stored: dict[FunctionNode, frozenset[str]] = {}
        self._asked: dict[FunctionNode, frozenset[str]] = {}
        self._settled: dict[FunctionNode, frozenset[str]] = {}
        self._parses: dict[FunctionNode, bool] = {}
        self._handing: dict[FunctionNode, bool] = {}
        self._overwritten: dict[FunctionNode, frozenset[ast.expr]] = {}
        self._early: dict[ast.stmt, frozenset[str]] = {}
        self._receives: dict[FunctionNode, bool] = {}
        self._deciding: dict[FunctionNode, frozenset[str]] = {}
        self._sources: dict[ast.AST, Mapping[str, Sequence[ast.expr]]] = {}
        self._tables: dict[FunctionNode, bool] = {}
        self._read: dict[FunctionNode, frozenset[str]] = {}
        self._said: dict[FunctionNode, tuple[frozenset[str], frozenset[str]]] = {}

    def bound_by(self, node: FunctionNode) -> frozenset[str]:
        """The names that a function's own body binds."""
        known = self._bound.get(node)
        if known is None:
            known = self._bound[node] = bound_names(node)
        return known

    def read_in(self, node: FunctionNode) -> frozenset[str]:
        """The names that a function reads and does not bind itself."""
        known = self._read.get(node)
        if known is None:
            own = {one.arg for one in every(node.args)}
            known = self._read[node] = self._said_in(node)[0] - own - self.bound_by(node)
        return known

    def texts_in(self, node: FunctionNode) -> frozenset[str]:
        """The texts that stand in a function."""
        return self._said_in(node)[1]

    def _said_in(self, node: FunctionNode) -> tuple[frozenset[str], frozenset[str]]:
        """The names and the texts that stand in a function."""
        known = self._said.get(node)
        if known is None:
            parts = walk(node)
            names = frozenset(one.id for one in parts if isinstance(one, ast.Name))
            constants = (one.value for one in parts if isinstance(one, ast.Constant))
            texts = frozenset(one for one in constants if isinstance(one, str))
            known = self._said[node] = names, texts
        return known

    def receives(self, node: FunctionNode) -> bool:
        """Whether a generator uses what is sent into it."""
        known = self._receives.get(node)
        if known is None:
            known = self._receives[node] = _receives(node)
        return known

    def deciding_in(self, node: FunctionNode) -> frozenset[str]:
        """The parameters whose text decides on what a function does: keys, names, kinds."""
        known = self._deciding.get(node)
        if known is None:
            known = self._deciding[node] = deciding_names(node)
        return known

    def sources(self, node: ast.AST) -> Mapping[str, Sequence[ast.expr]]:
        """By name, the expressions that a body binds it to, or takes it from."""
        known = self._sources.get(node)
        if known is None:
            known = self._sources[node] = sources_of(node)
        return known

    def looks_up(self, node: FunctionNode) -> bool:
        """Whether a `__getattr__` looks its name up by itself, and asks no other object for it."""
        known = self._tables.get(node)
        if known is None:
            known = self._tables[node] = is_lookup(node, self.deciding_in(node))
        return known

    def read_early(self, loop: ast.While | ast.For | ast.AsyncFor) -> frozenset[str]:
        """The names that a round of a loop may read before it binds them itself."""
        known = self._early.get(loop)
        if known is None:
            known = self._early[loop] = read_early(loop)
        return known

    def stored_by(self, node: FunctionNode) -> frozenset[str]:
        """The attributes of its first parameter that a method's own body puts something on."""
        known = self._stored.get(node)
        if known is None:
            known = self._stored[node] = stored_names(node)
        return known

    def asked_by(self, node: FunctionNode) -> frozenset[str]:
        """What a method takes from its first parameter, or may be given as a fixture."""
        known = self._asked.get(node)
        if known is None:
            given = {one.arg for one in (*node.args.args[1:], *node.args.kwonlyargs)}
            known = self._asked[node] = _of_receiver(node, loaded=True) | given
        return known

    def hands_itself_on(self, node: FunctionNode) -> bool:
        """Whether a method passes its first parameter to something."""
        known = self._handing.get(node)
        if known is None:
            known = self._handing[node] = _hands_itself_on(node)
        return known

    def parses(self, node: FunctionNode) -> bool:
        """Whether a function makes a parser of command lines and has it parse one."""
        known = self._parses.get(node)
        if known is None:
            known = self._parses[node] = _parses(node)
        return known

    def settled_by(self, node: FunctionNode) -> frozenset[str]:
        """The attributes that a method puts something on in any case, after those of its bases."""
        known = self._settled.get(node)
        if known is None:
            known = self._settled[node] = _settled_names(node)
        return known

    def overwritten_in(self, node: FunctionNode) -> frozenset[ast.expr]:
        """Where a method puts something on its first parameter that no other code can see."""
        known = self._overwritten.get(node)
        if known is None:
            known = self._overwritten[node] = overwritten(node, receiver_of(node.args))
        return known


def bound_names(node: FunctionNode) -> frozenset[str]:
    """The names that a function binds itself, nested functions aside."""
    found: set[str] = set()
    elsewhere: set[str] = set()
    waiting: list[ast.AST] = list(node.body) if isinstance(node.body, list) else [node.body]
    while waiting:
        current = waiting.pop()
        if isinstance(current, ast.Name):
            if not isinstance(current.ctx, ast.Load):
                found.add(current.id)
        elif isinstance(current, (ast.Global, ast.Nonlocal)):
            elsewhere.update(current.names)
        elif isinstance(current, ast.alias):
            found.add((current.asname or current.name).partition(".")[0])
        elif isinstance(current, _NAMED):
            if current.name:
                found.add(current.name)
            if not isinstance(current, _SCOPES):
                waiting.extend(children(current))
        elif type(current) not in _BINDS_NOTHING:
            waiting.extend(children(current))
    return frozenset(found - elsewhere)


def _receives(node: FunctionNode) -> bool:
    return any(
        isinstance(field, ast.Yield)
        for inner in walk(node)
        if not isinstance(inner, ast.Expr)
        for field in children(inner)
    )


def stored_names(node: FunctionNode) -> frozenset[str]:
    """The attributes of its first parameter that a function assigns or deletes."""
    return _of_receiver(node, loaded=False)


def _of_receiver(node: FunctionNode, *, loaded: bool) -> frozenset[str]:
    receiver = receiver_of(node.args)
    return frozenset(
        inner.attr
        for inner in walk(node)
        if isinstance(inner, ast.Attribute)
        and isinstance(inner.ctx, ast.Load) is loaded
        and _is_named(inner.value, receiver)
    )


def _parses(node: FunctionNode) -> bool:
    called = {
        getattr(inner.func, "attr", getattr(inner.func, "id", ""))
        for inner in walk(node)
        if isinstance(inner, ast.Call)
    }
    return "ArgumentParser" in called and any(name.startswith("parse_") for name in called)


def _hands_itself_on(node: FunctionNode) -> bool:
    receiver = receiver_of(node.args)
    calls = (inner for inner in walk(node) if isinstance(inner, ast.Call))
    given = (one for call in calls for one in (*call.args, *(each.value for each in call.keywords)))
    return any(_is_named(one, receiver) for one in given)


def _settled_names(node: FunctionNode) -> frozenset[str]:
    found: set[str] = set()
    receiver = receiver_of(node.args)
    for statement in node.body if isinstance(node.body, list) else ():
        if _calls_namesake(statement, getattr(node, "name", "")):
            found.clear()
        targets: list[ast.expr] = getattr(statement, "targets", [])
        if isinstance(statement, ast.AnnAssign) and statement.value is not None:
            targets = [statement.target]
        for target in targets if not isinstance(statement, ast.Delete) else ():
            if isinstance(target, ast.Attribute) and _is_named(target.value, receiver):
                found.add(target.attr)
    return frozenset(found)


def _calls_namesake(statement: ast.stmt, name: str) -> bool:
    """Whether a statement of a method takes the method of its name from something."""
    parts = walk(statement)
    return any(isinstance(part, ast.Attribute) and part.attr == name for part in parts)


def _is_named(node: ast.expr, name: str | None) -> bool:
    return isinstance(node, ast.Name) and node.id == name

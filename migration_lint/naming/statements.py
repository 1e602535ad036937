"""Look up statements of a file for rules and fixes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migration_lint.facts import Facts

Start = tuple[int, int]  # line and column, 1-based


def removable_keys(facts: Facts) -> Iterator[Start]:
    """Keys that go with a statement of their own, or with an entry of a dict that is displayed."""
    for node in ast.walk(facts.tree) if facts.tree else ():
        match node:
            case ast.Assign(targets=[ast.Subscript(slice=key)]):
                yield _start(key)
            case ast.Expr(value=ast.Call(args=[key, _])):
                yield _start(key)
            case ast.Dict(keys=keys):
                yield from (_start(key) for key in keys if key is not None)


def compared_keys(facts: Facts) -> Iterator[Start]:
    """What `getenv(KEY).lower() == "true"` names to a call, or as a key: of a plain comparison."""
    for node in ast.walk(facts.tree) if facts.tree else ():
        match node:
            case ast.Compare(left=read, comparators=[texts]) if _are_texts(texts):
                while isinstance(read, ast.Call) and not read.args:
                    read = read.func.value if isinstance(read.func, ast.Attribute) else read.func
                match read:
                    case ast.Call(args=[key, *_]) | ast.Subscript(slice=key):
                        yield _start(key)


def _are_texts(node: ast.expr) -> bool:
    members = node.elts if isinstance(node, (ast.Tuple, ast.List, ast.Set)) else [node]
    return all(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in members)


def names_at_top(facts: Facts) -> Iterator[str]:
    """Names that the file itself binds at module level, to whatever."""
    for node in facts.tree.body if facts.tree else ():
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name() as name):
                yield name.id
            case ast.Import(names=imported) | ast.ImportFrom(names=imported):
                yield from (one.asname or one.name.partition(".")[0] for one in imported)


def constant_assignments(facts: Facts) -> Iterator[Start]:
    """Names at module level that a constant is assigned to, and nothing else by the same."""
    for node in facts.tree.body if facts.tree else ():
        match node:
            case ast.Assign(targets=[ast.Name() as name], value=ast.Constant()):
                yield _start(name)


def _start(node: ast.expr) -> Start:
    """Bytes stand for characters here: a fix passes over lines with letters before the place."""
    return node.lineno, node.col_offset + 1

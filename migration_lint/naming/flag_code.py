"""Tell whether Python code in a text turns the flag off."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from migration_lint.named_tuple import NamedTuple
from migration_lint.naming.code import parse_code
from migration_lint.naming.flag import turns_off
from migration_lint.project import Settings

_SETTERS = frozenset({"putenv", "setdefault", "setenv", "setattr", "__setitem__"})


class OffInCode(NamedTuple):
    """Where a piece of code turns the flag off; 1-based within the text.

    Attributes:
        value: What it gives the flag.
        is_variable: Whether it is a variable or an attribute; else the environment.
    """

    value: object
    is_variable: bool
    line: int
    column: int
    end_column: int


def off_in_code(text: str, settings: Settings) -> Iterator[OffInCode]:
    """The places where code that is given as a text sets the flag to a value that turns it off."""
    parsed = parse_code(text) if settings.flag in text else None
    if parsed is None:
        return
    tree, indent = parsed
    for node in ast.walk(tree):
        for at, value, is_variable in _set_in(node, settings.flag):
            if isinstance(value, ast.Constant) and turns_off(value.value, settings):
                start, end = at.col_offset + 1, at.end_col_offset or at.col_offset + 1
                yield OffInCode(
                    value.value, is_variable, at.lineno, start + indent, end + 1 + indent
                )


def asks_flag(text: str, flag: str) -> bool:
    """Whether code that is given as a text has the flag in it, by any way to it."""
    parsed = parse_code(text) if flag in text else None
    return parsed is not None and any(
        flag in {getattr(node, "id", None), getattr(node, "attr", None)}
        or (isinstance(node, ast.expr) and _is_text(node, flag))
        for node in ast.walk(parsed[0])
    )


def _set_in(node: ast.AST, flag: str) -> Iterator[tuple[ast.expr, ast.expr, bool]]:
    """Where a node names the flag, the value it gives it, and whether it is a variable there."""
    match node:
        case ast.Assign(targets=targets, value=value):
            yield from ((one, value, kind) for one in targets for kind in _named_by(one, flag))
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            yield from ((target, value, kind) for kind in _named_by(target, flag))
        case ast.Dict(keys=keys, values=values):
            pairs = zip(keys, values, strict=True)
            yield from ((key, one, False) for key, one in pairs if key and _is_text(key, flag))
        case ast.Call(args=args, keywords=keywords):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            for key, value in pairwise(args):
                if name in _SETTERS and _is_text(key, flag):
                    yield key, value, name == "setattr"
            yield from ((one.value, one.value, False) for one in keywords if one.arg == flag)


def _named_by(target: ast.expr, flag: str) -> Iterator[bool]:
    """Whether a target that is the flag is a variable; nothing for another target."""
    match target:
        case ast.Name(id=name) | ast.Attribute(attr=name) if name == flag:
            yield True
        case ast.Subscript(slice=key) if _is_text(key, flag):
            yield False


def _is_text(node: ast.expr, text: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == text

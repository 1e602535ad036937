"""Subscripts: what `base[key]` may be, and what it reads of the flag."""

from __future__ import annotations

import ast

from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.readings import UNTOLD, looked_up, plain
from migration_lint.flow.domain.texts import sliced
from migration_lint.flow.domain.values import (
    SLICE,
    UNKNOWN,
    Const,
    Member,
    Reading,
    Value,
    Values,
    join,
    strings,
)
from migration_lint.flow.objects.containers import had_by_key, in_order
from migration_lint.flow.objects.items import get_item, read_flag
from migration_lint.flow.objects.kept_flag import kept_flag
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.evaluation import evaluate, evaluates


@evaluates(ast.Subscript)
def subscript(frame: Frame, node: ast.Subscript, *, access: str = "load") -> Values:
    """What a subscript may be, noted as reached."""
    base = evaluate(frame, node.value)
    if isinstance(node.slice, ast.BinOp) and not _is_choice(node.value, base):
        frame.recorder.uses[id(node.slice)] = "subscript"
    key = evaluate(frame, node.slice)
    values = frame.held(node)
    if values is None:
        of_base = UNKNOWN if base is UNKNOWN else _item(frame, base, key, node)
        values = had_by_key(frame, key) or of_base
    values = read_flag(frame, base, key, node) or values
    for name in strings(key) if access == "load" else ():
        values = kept_flag(frame, name, values, base)
    for value in base:
        if isinstance(value, Member) and value.name == "__dict__":
            observe_vars(frame, value, key, node, access)
    observe.subscript(frame, node, base, key, values, access)
    observe.special(frame, node, base, ("__getitem__",))
    return values


def _is_choice(node: ast.expr, base: Values) -> bool:
    """Whether an index chooses one of some known things; a table is for what is put into it."""
    return isinstance(node, (ast.List, ast.Tuple)) or all(
        isinstance(value, Container)
        and value.kind in {"list", "tuple"}
        and (members := value.every()) is not UNKNOWN
        and bool(members)
        and not any(isinstance(member, Container) for member in members)
        for value in base
    )


def _item(frame: Frame, base: Values, key: Values, node: ast.Subscript) -> Values:
    if not isinstance(node.slice, ast.Slice):
        return looked_up(base, key) or get_item(frame, base, key, node)
    bounds = _bounds(frame, node.slice)
    if any(map(_is_text, base)):
        return sliced(base, bounds)
    parts = {value: _part(frame, value, bounds, node) for value in base}
    whole = frozenset(value for value, part in parts.items() if part is None)
    return join([get_item(frame, whole, key, node), *filter(None, parts.values())])


def _part(
    frame: Frame, value: Value, bounds: tuple[object, ...] | None, node: ast.Subscript
) -> Values | None:
    """A part of a list or tuple whose members are all known; None where that is not so."""
    limits = [bound for bound in bounds or () if bound is None or isinstance(bound, int)]
    if not isinstance(value, Container) or value.kind not in {"list", "tuple"}:
        return None
    if not value.exact or len(limits) < len(ast.Slice._fields) or limits[2] == 0:
        return None
    frame.program.read(value, "items")
    return in_order(frame, value.kind, (node, value), list(value.items.values())[slice(*limits)])


def _is_text(value: Value) -> bool:
    held = value.value if isinstance(value, Const) else None
    return isinstance(held, (str, bytes)) or isinstance(value, Reading)


def _bounds(frame: Frame, node: ast.Slice) -> tuple[object, ...] | None:
    """Lower, upper and step, as far as they are written as constants."""
    quiet = frame.quiet()
    parts = (node.lower, node.upper, node.step)
    known = tuple(None if part is None else plain(evaluate(quiet, part)) for part in parts)
    return None if UNTOLD in known else known


def observe_vars(
    frame: Frame, value: Member, key: Values, node: ast.Subscript, access: str
) -> None:
    """`vars(controller)["mission"]` is an attribute by another way."""
    for name in strings(key):
        owner = frozenset({value.owner})
        observe.attribute(
            frame, node, owner, name, UNKNOWN, access=access, how="vars", at=node.slice
        )


@evaluates(ast.Slice)
def _slice(frame: Frame, node: ast.Slice) -> Values:
    for part in (node.lower, node.upper, node.step):
        if part is not None:
            evaluate(frame, part)
    return SLICE

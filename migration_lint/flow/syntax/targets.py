"""Targets of assignments and deletions."""

from __future__ import annotations

import ast

from migration_lint.flow.attention.waking import wake
from migration_lint.flow.domain.holders import Container, Object
from migration_lint.flow.domain.paths import path_of
from migration_lint.flow.domain.values import NOTHING, UNKNOWN, Const, Values, join
from migration_lint.flow.objects import delegation
from migration_lint.flow.objects.items import iterated, put_item, unpacked
from migration_lint.flow.objects.kept_flag import kept_flag
from migration_lint.flow.objects.storing import set_attribute
from migration_lint.flow.objects.strangers import is_kept
from migration_lint.flow.recording.recorder import Part
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame
from migration_lint.flow.syntax.evaluation import evaluate
from migration_lint.flow.syntax.typeforms import refined


def assign(
    frame: Frame,
    target: ast.expr,
    values: Values,
    value_node: ast.expr,
    *,
    quiet: bool = False,
    each: bool = False,
) -> None:
    """Put values where a target says.

    Args:
        frame: Where the target stands.
        target: The target.
        values: What is put there.
        value_node: Where the values are written.
        quiet: Whether the access was noted already.
        each: Whether the values are the members of what is written, one by one.
    """
    if isinstance(target, ast.Name):
        if target.id in frame.scope.declared:
            values = refined(values, frame.scope.declared[target.id])
        moved = observe.step(frame, values, target, f"bound to `{target.id}`")
        if not quiet:
            observe.assignment(frame, target, target.id, Part(value_node, values))
        observe.members(frame, target.id, value_node)
        if target.id == frame.program.vocabulary.flag and frame.definition is None:
            moved = kept_flag(frame, target.id, moved)
        frame.bind(target.id, moved, target.lineno)
    elif isinstance(target, ast.Attribute):
        _assign_attribute(frame, target, values, quiet=quiet)
    elif isinstance(target, ast.Subscript):
        _assign_item(frame, target, values, value_node, quiet=quiet)
    elif isinstance(target, (ast.Tuple, ast.List)):
        _unpack(frame, target, values, value_node, each=each)
    elif isinstance(target, ast.Starred):
        assign(frame, target.value, values, value_node)


def _assign_item(
    frame: Frame, target: ast.Subscript, values: Values, value_node: ast.expr, *, quiet: bool
) -> None:
    base, key = evaluate(frame, target.value), evaluate(frame, target.slice)
    if not quiet:
        observe.subscript(frame, target, base, key, values, "store")
        observe.special(frame, target, base, ("__setitem__",))
    if isinstance(target.slice, ast.Slice):
        values = iterated(frame, values, value_node)
    if base >= UNKNOWN:
        wake(frame, target.value, values)
    if is_kept(frame, target.value, target.slice, key, value_node, values):
        put_item(frame, base, key, values)
    _hold_item(frame, target, base, values)


def _hold_item(frame: Frame, target: ast.Subscript, base: Values, values: Values) -> None:
    """What is put under a constant key of a dict or list is there, and nothing else.

    What stands for nothing so far may be replaced by whoever is told to.
    """
    path = path_of(target)
    is_known = path is not None and values and all(isinstance(one, Container) for one in base)
    if path is None or not is_known or any(isinstance(one, Const) for one in values):
        frame.forget_items(lambda _: True)
    else:
        frame.put_item(path, values)


def _assign_attribute(frame: Frame, target: ast.Attribute, values: Values, *, quiet: bool) -> None:
    base = evaluate(frame, target.value)
    path = path_of(target)
    moved = observe.step(frame, values, target, f"held in `{path or ast.unparse(target)}`")
    if not quiet:
        inner = [
            delegation.set_on(frame, value, target.attr)
            for value in base
            if isinstance(value, Object)
        ]
        through = join([base, *inner])
        observe.attribute(frame, target, through, target.attr, values, access="store")
    method = frame.definition
    if method is None or target not in frame.program.names.overwritten_in(method.node):
        set_attribute(frame, base, target.attr, moved)
    if path is not None:
        frame.forget_below(path)
        frame.narrow(path, moved)


def _unpack(
    frame: Frame,
    target: ast.Tuple | ast.List,
    values: Values,
    value_node: ast.expr,
    *,
    each: bool,
) -> None:
    parts = value_node.elts if isinstance(value_node, (ast.Tuple, ast.List)) and not each else []
    same = len(parts) == len(target.elts) and not any(
        isinstance(part, ast.Starred) for part in [*parts, *target.elts]
    )
    for position, (inner, held) in enumerate(
        zip(target.elts, unpacked(frame, target, values, value_node), strict=True)
    ):
        assign(frame, inner, held, parts[position] if same else value_node)


def delete(frame: Frame, target: ast.expr) -> None:
    """`del`."""
    if isinstance(target, ast.Name):
        observe.name(frame, target, frame.lookup(target.id), "delete")
        frame.unbind(target.id)
    elif isinstance(target, ast.Attribute):
        base = evaluate(frame, target.value)
        observe.attribute(frame, target, base, target.attr, NOTHING, access="delete")
        path = path_of(target)
        if path is not None:
            frame.forget_below(path)
            frame.drop(path)
    elif isinstance(target, ast.Subscript):
        base, key = evaluate(frame, target.value), evaluate(frame, target.slice)
        observe.subscript(frame, target, base, key, NOTHING, "delete")
        observe.special(frame, target, base, ("__delitem__",))
        frame.forget_items(lambda _: True)
    elif isinstance(target, (ast.Tuple, ast.List)):
        for inner in target.elts:
            delete(frame, inner)

"""Loops: run the body until another run could find nothing more.

One over a few rows that are known, such as the items of a dict, is run once for each.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import TypeAlias

from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.paths import root_of
from migration_lint.flow.domain.values import NOTHING, Bound, Const, Function, Unknown, Values
from migration_lint.flow.state.frame import Frame, State

Loop: TypeAlias = ast.While | ast.For | ast.AsyncFor
Head: TypeAlias = Callable[[], State]
Execute: TypeAlias = Callable[[Frame, Sequence[ast.stmt]], None]

_MOST_ROUNDS = 6
_MOST_ROWS = 16  # that a loop is run for one by one, with those of the loops around it


def run(frame: Frame, node: Loop, heads: Sequence[Head], execute: Execute) -> None:
    """Run a loop until the state at its head changes no more in anything that it reads there.

    Args:
        frame: Where it stands.
        node: The loop.
        heads: What may come before a round: evaluates it, and gives the state in which it is the
            last.
        execute: Runs statements.
    """
    outer = frame.breaks, frame.continues
    frame.breaks, frame.continues = [], []
    frame.rounds *= len(heads)
    before = frame.fork()
    for _ in range(_MOST_ROUNDS):
        end, after = _round(frame, node, heads, execute, before)
        if after == before:
            break
        if before and after and not _is_heard(frame, node, before, after):
            _pass_on(frame.breaks, before, after)
            end = frame.merge(*(_ended(frame, head, after) for head in heads))
            break
        before = after
    frame.rounds //= len(heads)
    breaks = frame.breaks
    frame.breaks, frame.continues = outer
    frame.state = end
    execute(frame, node.orelse)
    frame.state = frame.merge(frame.state, *breaks)
    if frame.state is None:  # a script may end in a loop that never does
        frame.last = before or frame.last


def _round(
    frame: Frame, node: Loop, heads: Sequence[Head], execute: Execute, before: State
) -> tuple[State, State]:
    """The state in which a round is the last one, and the one that it leaves."""
    ends, left = [], []
    for head in heads:
        ends.append(_ended(frame, head, before))
        execute(frame, node.body)
        left.append(frame.state)
    return frame.merge(*ends), frame.merge(before, *left, *frame.continues)


def _ended(frame: Frame, head: Head, before: State) -> State:
    frame.state = dict(before) if before is not None else None
    return head()


def apart(frame: Frame, members: Values) -> list[Values]:
    """What is iterated over, one by one where it is few tuples in no order that is known."""
    is_few = len(members) > 1 and len(members) * frame.rounds <= _MOST_ROWS
    if not is_few or not frame.program.matters(members):
        return [members]
    found = [frozenset({member}) for member in members]
    is_apart = all(map(_is_row, found)) and any(map(_has_something, found))
    return found if is_apart else [members]


def rows(frame: Frame, over: Values) -> list[Values]:
    """The members of what is iterated over, where they are few tuples or functions.

    A loop that takes them one by one does not mix what stands in one with what is in another.
    """
    held = next(iter(over)) if len(over) == 1 else None
    if not isinstance(held, Container) or not held.exact or held.kind not in _IN_ORDER:
        return []
    if not 1 < len(held.items) * frame.rounds <= _MOST_ROWS:
        return []
    found = list(held.items.values())
    return found if all(map(_is_row, found)) and any(map(_has_something, found)) else []


_IN_ORDER = ("iterator", "list", "tuple")


def _is_row(member: Values) -> bool:
    held = next(iter(member)) if len(member) == 1 else None
    if isinstance(held, Container):
        return held.kind == "tuple" and held.exact
    return isinstance(held, (Function, Bound))  # a step, which gets what the one before it gives


def _has_something(member: Values) -> bool:
    return any(
        type(value) not in (Const, Unknown)
        for row in member
        for value in (row.every() if isinstance(row, Container) else (row,))
    )


def run_each(
    frame: Frame,
    node: ast.For | ast.AsyncFor,
    known: list[Values],
    take: Callable[[Values], None],
    execute: Execute,
) -> None:
    """Run a loop once for each of the rows that are known.

    Args:
        frame: Where it stands.
        node: The loop.
        known: The rows.
        take: Puts a row where the loop's target says.
        execute: Runs statements.
    """
    outer = frame.breaks, frame.continues
    frame.breaks = []
    frame.rounds *= len(known)
    for row in known:
        frame.continues = []
        take(row)
        execute(frame, node.body)
        frame.state = frame.merge(frame.state, *frame.continues)
    frame.rounds //= len(known)
    breaks = frame.breaks
    frame.breaks, frame.continues = outer
    execute(frame, node.orelse)
    frame.state = frame.merge(frame.state, *breaks)


def _is_heard(
    frame: Frame, node: Loop, before: dict[str, Values], after: dict[str, Values]
) -> bool:
    """Whether a round that starts from `after` may find more than the one from `before` did."""
    early = frame.program.names.read_early(node)
    for name, values in after.items():
        held = before.get(name, NOTHING)
        if held is not values and root_of(name) in early and not _tells_nothing(values - held):
            return True
    lost = before.keys() - after.keys()  # what was known of paths
    return any(root_of(path) in early for path in lost)


def _tells_nothing(values: Values) -> bool:
    """Whether values do nothing in a loop that does as much without them."""
    return all(type(value) is Const and value.value in (None, True, False) for value in values)


def _pass_on(
    breaks: list[dict[str, Values]], before: dict[str, Values], after: dict[str, Values]
) -> None:
    """What a later round starts with is there at each `break` that comes before it is bound."""
    for name, values in after.items():
        held = before.get(name)
        if held is not values:
            for state in breaks:
                if state.get(name) == held:
                    state[name] = values

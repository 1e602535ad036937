"""Loops: their body is run until another run of it could find nothing more."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import TypeAlias

from migration_lint.flow.frame import Frame, State
from migration_lint.flow.paths import root_of
from migration_lint.flow.values import NOTHING, Const, Values

Loop: TypeAlias = ast.While | ast.For | ast.AsyncFor
Execute: TypeAlias = Callable[[Frame, Sequence[ast.stmt]], None]

_MOST_ROUNDS = 6


def run(frame: Frame, node: Loop, head: Callable[[], State], execute: Execute) -> None:
    """Run a loop until the state at its head changes no more in anything that it reads there.

    Args:
        frame: Where it stands.
        node: The loop.
        head: Evaluates what comes before each round, and gives the state in which it is the last.
        execute: Runs statements.
    """
    outer = frame.breaks, frame.continues
    frame.breaks, frame.continues = [], []
    before = frame.fork()
    for _ in range(_MOST_ROUNDS):
        frame.state = dict(before) if before is not None else None
        end = head()
        execute(frame, node.body)
        after = frame.merge(before, frame.state, *frame.continues)
        if after == before:
            break
        if before and after and not _is_heard(frame, node, before, after):
            _pass_on(frame.breaks, before, after)
            frame.state = after
            end = head()
            break
        before = after
    breaks = frame.breaks
    frame.breaks, frame.continues = outer
    frame.state = end
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

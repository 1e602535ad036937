"""Mocks that are told nothing: what calls of them give."""

from __future__ import annotations

import ast

from migration_lint.flow.calling.arguments import Arguments
from migration_lint.flow.calling.calls import call_values
from migration_lint.flow.domain import foreign
from migration_lint.flow.domain.holders import Container
from migration_lint.flow.domain.values import NOTHING, UNKNOWN, Symbol, Values
from migration_lint.flow.objects.items import iterated
from migration_lint.flow.state.frame import Frame

_SIDE_EFFECT = "side_effect"


def make_mock(frame: Frame, node: ast.AST, given: dict[str, Values]) -> Values:
    """The mock that a call makes, with what is put on it by the names of keywords."""
    memory = frame.program.memory
    one = memory.get(("mock", node))
    if not isinstance(one, Symbol):
        one = memory["mock", node] = foreign.mock_made(len(memory))
    for name, values in given.items():
        if frame.program.telling.flows(values):
            dotted = one.name
            for part in name.split("."):
                dotted = foreign.attribute_path(dotted, part)
            frame.program.holdings.put_symbol(dotted, values, name.rpartition(".")[2])
    return frozenset({one})


def call_mocked(frame: Frame, mocked: Symbol, arguments: Arguments, node: ast.AST) -> Values:
    """What a mock gives by its `return_value` or `side_effect`; nothing where it was told none."""
    held = frame.program.holdings.get_symbol(f"{mocked.name}()")
    effect = frame.program.holdings.get_symbol(f"{mocked.name}.{_SIDE_EFFECT}")
    return held | (one_by_one(frame, effect, arguments, node) if effect else NOTHING)


def one_by_one(frame: Frame, effect: Values, arguments: Arguments, node: ast.AST) -> Values:
    """What the calls of a mock give by its `side_effect`: a function, or what comes one by one."""
    listed = frozenset(value for value in effect if isinstance(value, Container))
    called = call_values(frame, effect - listed, arguments, node)
    return (called | iterated(frame, listed, node)) - UNKNOWN

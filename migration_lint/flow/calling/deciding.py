"""Functions that decide on the flag case by case: `if text in YES: return True`, and so on."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from migration_lint.flow.domain.readings import RAISED, chosen
from migration_lint.flow.domain.values import NOTHING, Reading, Values
from migration_lint.flow.state import observe

if TYPE_CHECKING:
    from migration_lint.flow.state.frame import Frame


def decided(frame: Frame, body: Sequence[ast.stmt]) -> Values:
    """The reading that all cases of a function make of one; nothing for other functions.

    Args:
        frame: In which the body was executed; it knows the conditions and what is returned.
        body: The function's body.
    """
    found = _followed(frame, body)
    if Reading not in map(type, found):
        return NOTHING
    for test in frame.cases.values():
        for operand in _operands(test.node):
            frame.recorder.uses[id(operand)] = "case"
    first = next(iter(frame.cases.values())).node
    frame.recorder.uses[id(first)] = "first case"
    observe.reading(frame, first, found)
    return found


def _operands(test: ast.expr) -> Iterator[ast.expr]:
    """A condition and what it is made of by `not`, `and` and `or`."""
    waiting = [test]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.BoolOp):
            waiting += node.values
        elif isinstance(node, ast.UnaryOp):
            waiting.append(node.operand)


def _followed(frame: Frame, body: Sequence[ast.stmt]) -> Values:
    """The result of statements that end in `return` or `raise`; nothing where others decide too."""
    for position, statement in enumerate(body):
        if isinstance(statement, ast.Return):
            return frame.given.get(id(statement), NOTHING)
        if isinstance(statement, ast.Raise):
            return RAISED
        if isinstance(statement, ast.If) and id(statement) in frame.cases:
            rest = [*statement.orelse, *body[position + 1 :]]
            test = frame.cases[id(statement)].values
            return chosen(test, _followed(frame, statement.body), _followed(frame, rest))
        if any(isinstance(inner, ast.Return) for inner in ast.walk(statement)):
            return NOTHING
    return NOTHING

"""Evaluate expressions: each kind of node is evaluated by what registers for it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, TypeAlias

from migration_lint.flow.domain.values import NOTHING, UNKNOWN, Values, constant
from migration_lint.flow.state import observe
from migration_lint.flow.state.frame import Frame

Evaluator: TypeAlias = Callable[..., Values]  # of a frame and a node of the kinds it is for

_EVALUATORS: dict[type[ast.expr], Callable[[Frame, Any], Values]] = {}


def evaluates(*kinds: type[ast.expr]) -> Callable[[Evaluator], Evaluator]:
    """Register what evaluates expressions of these kinds."""

    def register(evaluator: Evaluator) -> Evaluator:
        _EVALUATORS.update(dict.fromkeys(kinds, evaluator))
        return evaluator

    return register


def evaluate(frame: Frame, node: ast.expr) -> Values:
    """What an expression may be; what it does is noted where it matters."""
    if frame.state is None:
        return NOTHING
    kind = type(node)
    if kind is ast.Constant:  # a third of all: what is written is all there is to it
        return constant(node.value)  # type: ignore[attr-defined]  # a Constant
    evaluator = _EVALUATORS.get(kind)
    if evaluator is None:
        return UNKNOWN
    values = evaluator(frame, node)
    if values is not UNKNOWN:
        observe.reading(frame, node, values)
    return values

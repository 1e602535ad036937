"""Results that many places need, such as what an annotation names: each is evaluated once."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from migration_lint.flow.domain.values import NOTHING, Values
from migration_lint.flow.syntax.typeforms import annotated_values, instances

if TYPE_CHECKING:
    from migration_lint.flow.code.definitions import Scope
    from migration_lint.flow.state.frame import Frame
    from migration_lint.flow.work.program import Program


class SharedResult:
    """One result that many places read; evaluated again when what it was read from changes.

    Attributes:
        scope: Where it is evaluated.
        values: The result so far.
        runs: How often it was evaluated.
        queued: Whether it waits in the worklist.
    """

    __slots__ = ("_evaluate", "_program", "queued", "runs", "scope", "values")

    def __init__(self, program: Program, scope: Scope, evaluate: Callable[[], Values]) -> None:
        self._program = program
        self._evaluate = evaluate
        self.scope = scope
        self.values: Values = NOTHING
        self.runs = 0
        self.queued = False

    def evaluate(self) -> None:
        """Evaluate it with what is known by now, and let its readers run again if it changed."""
        values = self._evaluate()
        if values != self.values:
            self.values = values
            self._program.changed(self, "values")


def shared_result(
    program: Program, key: object, scope: Scope, evaluate: Callable[[], Values]
) -> Values:
    """The result of `evaluate` in a scope, evaluated once for all callers with the same key."""
    shared = program.shared_results.get(key)
    if shared is None:
        shared = program.shared_results[key] = SharedResult(program, scope, evaluate)
        program.work.run(shared)
    program.read(shared, "values")
    return shared.values


def of_annotation(frame: Frame, annotation: ast.expr, at: ast.AST) -> Values:
    """The instances of the type that an annotation names, as a frame around a definition sees it.

    Receivers that differ only in type variables that the annotation does not name share a result.
    """
    text = ast.unparse(annotation) if frame.state else ""
    told = tuple(one for one in (frame.state or {}).items() if one[0] in text)
    return shared_result(
        frame.program,
        (annotation, told),
        frame.scope,
        lambda: instances(frame, annotated_values(frame, annotation), at),
    )

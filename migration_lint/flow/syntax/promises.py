"""What annotations promise and fixtures give, worked out once for all who ask."""

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


class Promise:
    """What several ask for; worked out again when what it was read from changes.

    Attributes:
        values: What it is, so far.
    """

    __slots__ = ("_program", "_work_out", "queued", "runs", "scope", "values")

    def __init__(self, program: Program, scope: Scope, work_out: Callable[[], Values]) -> None:
        self._program = program
        self._work_out = work_out
        self.scope = scope
        self.values: Values = NOTHING
        self.runs = 0
        self.queued = False

    def evaluate(self) -> None:
        """Work it out, as far as what it is read from is known by now."""
        values = self._work_out()
        if values != self.values:
            self.values = values
            self._program.changed(self, "values")


def worked_out(
    program: Program, key: object, scope: Scope, work_out: Callable[[], Values]
) -> Values:
    """What `work_out` gives in a scope, asked once for everybody who has the same key."""
    promise = program.promises.get(key)
    if promise is None:
        promise = program.promises[key] = Promise(program, scope, work_out)
        program.work.run(promise)
    program.read(promise, "values")
    return promise.values


def promised(frame: Frame, annotation: ast.expr, at: ast.AST) -> Values:
    """What is of the type that an annotation names, as a frame around a definition sees it.

    It is one for all receivers that differ in type variables that the annotation does not name.
    """
    text = ast.unparse(annotation) if frame.state else ""
    told = tuple(one for one in (frame.state or {}).items() if one[0] in text)
    return worked_out(
        frame.program,
        (annotation, told),
        frame.scope,
        lambda: instances(frame, annotated_values(frame, annotation), at),
    )

"""What annotations promise, worked out once for all who ask."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migration_lint.flow.typeforms import annotated_values, instances
from migration_lint.flow.values import NOTHING, Values

if TYPE_CHECKING:
    from migration_lint.flow.definitions import Scope
    from migration_lint.flow.frame import Frame


class Promise:
    """What is of the type that an annotation names; worked out again when a name in it changes.

    Attributes:
        values: What is of the type, so far.
    """

    __slots__ = ("_annotation", "_at", "_frame", "queued", "runs", "scope", "values")

    def __init__(self, frame: Frame, annotation: ast.expr, at: ast.AST) -> None:
        self._frame = frame
        self._annotation = annotation
        self._at = at
        self.scope: Scope = frame.scope
        self.values: Values = NOTHING
        self.runs = 0
        self.queued = False

    def evaluate(self) -> None:
        """Work out what is of the type, as far as its names are known by now."""
        frame = self._frame
        values = instances(frame, annotated_values(frame, self._annotation), self._at)
        if values != self.values:
            self.values = values
            frame.program.changed(self, "values")


def promised(frame: Frame, annotation: ast.expr, at: ast.AST) -> Values:
    """What is of the type that an annotation names, as a frame around a definition sees it."""
    program = frame.program
    key = (annotation, tuple((frame.state or {}).items()))
    promise = program.promises.get(key)
    if promise is None:
        promise = program.promises[key] = Promise(frame, annotation, at)
        program.work.run(promise)
    program.read(promise, "values")
    return promise.values

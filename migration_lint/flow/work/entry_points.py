"""Functions that are called from outside the project: by pytest, a framework, a user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migration_lint.flow.syntax import bodies

if TYPE_CHECKING:
    from migration_lint.flow.code.definitions import FunctionDefinition
    from migration_lint.flow.work.program import Program


class EntryPoint:
    """A function that is evaluated by itself; again when what it is given comes to more.

    A fixture may be found after the test that asks for it, and may turn out to give more.
    """

    __slots__ = ("_definition", "_program", "queued", "runs", "scope")

    def __init__(self, program: Program, definition: FunctionDefinition) -> None:
        self._program = program
        self._definition = definition
        self.scope = definition.scope
        self.runs = 0
        self.queued = False

    def evaluate(self) -> None:
        """Evaluate the function with what is known by now."""
        bodies.evaluate_alone(self._program, self._definition)

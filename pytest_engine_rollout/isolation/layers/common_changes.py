"""Changes that plugins shared by all engines make to the process, once for the run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from migration_lint.project import Engine
from pytest_engine_rollout.isolation.importing.changes import (
    Change,
    StatePart,
    changes_since,
    look,
    repeat,
)
from pytest_engine_rollout.isolation.layer import Layer


class CommonChanges(Layer[int]):
    """Repeats in each engine's world the changes that were made for all engines.

    When an installed plugin sets an environment variable while pytest is configured, the process is
    in the first engine's world; the others get the variable when they enter. The layer's state is
    the number of changes that a world has.

    Args:
        parts: What to look at.
    """

    def __init__(self, parts: Sequence[StatePart]) -> None:
        self._parts = parts
        self._changes: list[Change] = []
        self._here = 0

    def capture(self) -> int:
        return self._here

    def restore(self, state: int) -> None:
        repeat(self._changes[state:])
        self._here = len(self._changes)

    def fresh(self, engine: Engine, outside: int) -> int:
        return 0

    @contextmanager
    def noticing(self) -> Iterator[None]:
        """A context in which changes are made for all engines."""
        known = look(self._parts)
        try:
            yield
        finally:
            self._changes += changes_since(known, self._parts)
            self._here = len(self._changes)

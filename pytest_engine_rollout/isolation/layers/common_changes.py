"""What plugins that all engines share do to the process, once for the run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from migration_lint.project import Engine
from pytest_engine_rollout.isolation.importing.changes import (
    Change,
    Part,
    changes_since,
    look,
    repeat,
)
from pytest_engine_rollout.isolation.layer import Layer


class CommonChanges(Layer[int]):
    """Does for each engine, when it enters, what was done for all of them meanwhile.

    An environment variable that an installed plugin sets when pytest is configured is set while
    the process is in the first engine's world. The state is how many changes a world has.

    Args:
        parts: What to look at.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
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
        """Take what is changed meanwhile for changed for all engines."""
        known = look(self._parts)
        try:
            yield
        finally:
            self._changes += changes_since(known, self._parts)
            self._here = len(self._changes)

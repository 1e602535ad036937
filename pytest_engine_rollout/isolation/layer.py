"""The interface of a layer of a world."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Generic, TypeVar

from migration_lint.project import Engine

S = TypeVar("S")


class Layer(ABC, Generic[S]):
    """One part of the process's state that is kept separately for each engine."""

    def settle(self) -> None:
        """Prepare for `capture`; called on all layers before the first is captured."""

    @abstractmethod
    def capture(self) -> S:
        """Remove the part's present state from the process, and return it."""

    @abstractmethod
    def restore(self, state: S) -> None:
        """Put a state that was captured back into the process."""

    def fresh(self, engine: Engine, outside: S) -> S:
        """The state that a process started for `engine` begins with.

        Args:
            engine: The engine that enters for the first time.
            outside: The state before any engine entered.
        """
        return outside

"""What a layer of a world is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Generic, TypeVar

from migration_lint.project import Engine

S = TypeVar("S")


class Layer(ABC, Generic[S]):
    """One part of the process's state, of which each engine has its own."""

    def settle(self) -> None:
        """Get ready to be captured; all layers settle before the first is captured."""

    @abstractmethod
    def capture(self) -> S:
        """Take the part's present state out of the process."""

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

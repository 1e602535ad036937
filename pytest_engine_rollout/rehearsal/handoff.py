"""What the fixture `engine_handoff` gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest

from pytest_engine_rollout.evidence.rehearsals import note
from pytest_engine_rollout.rehearsal.side import EngineSide
from pytest_engine_rollout.session import RolloutSession

T = TypeVar("T")


class EngineHandoff:
    """A mission that one engine begins and another one finishes.

    The two share nothing but what the test saves: a file, usually.

    Attributes:
        first: The engine that begins.
        second: The engine that takes over.
    """

    def __init__(self, rollout: RolloutSession, first: EngineSide, second: EngineSide) -> None:
        self._rollout = rollout
        self._begun = False
        self.first = first
        self.second = second

    def begin(self, function: Callable[[EngineSide], T]) -> T:
        """Call `function` with the first engine, in its world; it begins a mission and saves it."""
        result = self.first.run(function)
        self._begun = True
        return result

    def finish(self, function: Callable[[EngineSide], T]) -> T:
        """Call `function` with the second engine, in its world; it loads the mission and ends it.

        Only a hand-over that got here, in a test that passed, is evidence of a rehearsal.

        Raises:
            pytest.UsageError: Nothing was begun.
        """
        if not self._begun:
            raise pytest.UsageError("engine_handoff: call begin() before finish()")
        result = self.second.run(function)
        note(self._rollout.item, {"from": self.first.name, "to": self.second.name})
        return result

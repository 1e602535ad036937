"""What the fixture `engine_pair` gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pytest_engine_rollout.comparison import compare, snapshot
from pytest_engine_rollout.evidence.rehearsals import note
from pytest_engine_rollout.rehearsal.crossing import Crossing
from pytest_engine_rollout.rehearsal.side import EngineSide
from pytest_engine_rollout.session import RolloutSession

_SHOWN = 10  # differences that a failed comparison names


class EnginePair:
    """Control and candidate in one test.

    Attributes:
        control: The engine to leave.
        candidate: The engine to arrive at.
    """

    def __init__(self, rollout: RolloutSession, crossing: Crossing) -> None:
        self._rollout = rollout
        settings = rollout.project.settings
        engines = rollout.project.engines
        self.control = EngineSide(engines[settings.control], crossing)
        self.candidate = EngineSide(engines[settings.candidate], crossing)

    def compare(self, function: Callable[[EngineSide], Any]) -> Any:
        """Call `function` with each engine in its world, and compare what it returns or raises.

        Returns:
            What it returned on the control; where it raised the same on both, the exception.

        Raises:
            pytest.fail.Exception: The engines differ; the message names the places.
        """
        __tracebackhide__ = True
        observed, pictures = [], []
        for side in (self.control, self.candidate):
            value, picture = side.run(lambda engine: self._observe(function, engine))
            observed.append(value)
            pictures.append(picture)
        found = compare(*pictures)
        note(self._rollout.item, {"compared": True, "same": not found.mismatched})
        if found.mismatched:
            places = [difference.describe() for difference in found.differences[:_SHOWN]]
            more = found.mismatched - len(places)
            places += [f"and {more} more"] if more > 0 else []
            pytest.fail("the engines differ\n" + "\n".join(f"  {place}" for place in places))
        return observed[0]

    def _observe(self, function: Callable[[EngineSide], Any], engine: EngineSide) -> Any:
        try:
            value, kind = function(engine), "returned"
        except Exception as problem:  # noqa: BLE001 - what it raises is what is compared
            value, kind = problem, "raised"
        return value, snapshot({kind: value}, naming=self._rollout.naming).value

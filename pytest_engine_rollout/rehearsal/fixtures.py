"""The fixtures `engine_pair` and `engine_handoff`."""

from __future__ import annotations

import pytest

from pytest_engine_rollout.rehearsal.crossing import Crossing
from pytest_engine_rollout.rehearsal.handoff import EngineHandoff
from pytest_engine_rollout.rehearsal.pair import EnginePair
from pytest_engine_rollout.session import RolloutSession


def rehearsal_plugin(rollout: RolloutSession) -> object:
    """A plugin that offers the fixtures."""
    crossing = Crossing(rollout)
    settings = rollout.project.settings
    directions = [
        (settings.control, settings.candidate),
        (settings.candidate, settings.control),
    ]

    class RehearsalFixtures:
        @pytest.fixture
        @staticmethod
        def engine_pair() -> EnginePair:
            """Both engines in one test: control, candidate, compare()."""
            return EnginePair(rollout, crossing)

        @pytest.fixture(params=directions, ids="-to-".join)
        @staticmethod
        def engine_handoff(request: pytest.FixtureRequest) -> EngineHandoff:
            """A mission begun on one engine and finished on the other, in both directions."""
            pair = EnginePair(rollout, crossing)
            sides = {side.name: side for side in (pair.control, pair.candidate)}
            first, second = request.param
            return EngineHandoff(rollout, sides[first], sides[second])

    return RehearsalFixtures()

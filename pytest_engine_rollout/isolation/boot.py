"""Starting the second engine's world and all after it, when pytest has long begun."""

from __future__ import annotations

import pytest

from pytest_engine_rollout.session import RolloutSession


def start_world(rollout: RolloutSession, session: pytest.Session) -> None:
    """Do for the engine just entered what pytest did for the first one when it started."""
    rollout.fixtures.load()
    rollout.plugins.load(rollout.worlds.outside(rollout.plugins))
    rollout.plugins.load_conftests(rollout.config)
    rollout.plugins.call_own("pytest_sessionstart", session=session)

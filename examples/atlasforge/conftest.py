"""Fixtures of the whole suite."""

import json

import pytest
import websocket_events

from af_engine import RDMissionController


@pytest.fixture
def mission_path(tmp_path):
    path = tmp_path / "mission.json"
    path.write_text(
        json.dumps(
            {
                "mission_id": "mission_0badcafe",
                "problem_statement": "Count the stars",
                "current_stage": "PLANNING",
                "current_cycle": 1,
                "cycle_budget": 2,
            }
        ),
        encoding="utf-8",
    )
    return path


@pytest.fixture
def controller(mission_path):
    return RDMissionController(mission_path)


@pytest.fixture
def sent():
    websocket_events.SENT.clear()
    yield websocket_events.SENT
    websocket_events.SENT.clear()


@pytest.fixture(scope="session")
def engine_class():
    return RDMissionController

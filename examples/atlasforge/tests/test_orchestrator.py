"""Seeded: pinned tests. Whatever the flag says, these run the modular engine."""

from af_engine.orchestrator import StageOrchestrator
from af_engine.stages import HANDLERS, handler_for


def test_planning_may_not_write_code(mission_path):
    assert "write_code" in StageOrchestrator(mission_path).stage_restrictions()


def test_building_may(mission_path):
    orchestrator = StageOrchestrator(mission_path)
    orchestrator.update_stage("BUILDING")
    assert "write_code" not in orchestrator.stage_restrictions()


def test_a_handler_for_every_stage():
    assert all(handler_for(name).name == name for name in HANDLERS)


def test_a_failing_integration_stops_nothing(mission_path, sent):
    from af_engine.integration_manager import IntegrationManager, dashboard

    def broken(event):
        raise RuntimeError(event.event)

    orchestrator = StageOrchestrator(mission_path, IntegrationManager([broken, dashboard]))
    orchestrator.update_stage("BUILDING")
    assert [message["new_stage"] for message in sent] == ["BUILDING"]

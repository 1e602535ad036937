"""Functions and parametrized functions, the controller from a fixture."""

import json

import pytest

from af_engine import STAGES


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_can_be_entered(controller, stage):
    controller.update_stage(stage)
    assert controller.mission["current_stage"] == stage


def test_unknown_stage_is_refused(controller):
    with pytest.raises(ValueError, match="Unknown stage: DREAMING"):
        controller.update_stage("DREAMING")


def test_stage_is_saved(controller, mission_path):
    controller.update_stage("BUILDING")
    assert json.loads(mission_path.read_text(encoding="utf-8"))["current_stage"] == "BUILDING"


def test_dashboard_hears_of_the_stage(controller, sent):
    controller.update_stage("TESTING")
    assert [message["new_stage"] for message in sent] == ["TESTING"]


def test_change_is_in_the_history(controller):
    controller.update_stage("BUILDING")
    assert controller.get_recent_history(1)[0]["entry"] == "Stage changed from PLANNING to BUILDING"

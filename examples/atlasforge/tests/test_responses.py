"""Answers of the model; the engine is imported inside the tests."""

import importlib

import pytest


def new_engine(mission_path):
    from af_engine import RDMissionController

    return RDMissionController(mission_path)


@pytest.mark.parametrize(
    ("stage", "status", "expected"),
    [
        ("PLANNING", "plan_complete", "BUILDING"),
        ("BUILDING", "build_complete", "TESTING"),
        ("BUILDING", "in_progress", "BUILDING"),
        ("TESTING", "tests_complete", "ANALYZING"),
        ("ANALYZING", "needs_revision", "BUILDING"),
        ("ANALYZING", "analysis_complete", "CYCLE_END"),
    ],
)
def test_where_an_answer_leads(mission_path, stage, status, expected):
    engine = new_engine(mission_path)
    engine.update_stage(stage)
    assert engine.process_response({"status": status}) == expected


def test_next_cycle_begins_with_the_new_problem(mission_path):
    engine = importlib.import_module("af_engine").RDMissionController(mission_path)
    engine.update_stage("CYCLE_END")
    answer = {"status": "cycle_complete", "continuation_prompt": "Count the moons"}
    assert engine.process_response(answer) == "PLANNING"
    assert "Problem: Count the moons" in engine.build_rd_prompt()


def test_no_answer_keeps_the_stage(mission_path):
    # Seeded improvement: the legacy engine falls over None.
    engine = new_engine(mission_path)
    assert engine.process_response(None) == "PLANNING"

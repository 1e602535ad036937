"""Tests about the rollout itself: they need `--engines`, and go when the legacy engine goes."""


def test_a_mission_can_change_engines(engine_handoff, mission_path):
    def begin(side):
        controller = side.controller(mission_path)
        controller.update_stage("BUILDING")

    def finish(side):
        controller = side.controller(mission_path)
        assert "BUILDING" in controller.build_rd_prompt()
        controller.update_stage(controller.process_response({"status": "build_complete"}))
        return side.controller(mission_path).build_rd_prompt()

    engine_handoff.begin(begin)
    assert "TESTING" in engine_handoff.finish(finish)


def test_both_say_the_same_in_every_stage(engine_pair, mission_path):
    def prompts(side):
        controller = side.controller(mission_path)
        said = []
        for stage in ("PLANNING", "BUILDING", "TESTING", "ANALYZING", "CYCLE_END", "COMPLETE"):
            controller.update_stage(stage)
            said.append(controller.build_rd_prompt("dawn"))
        return said

    engine_pair.compare(prompts)


def test_history_is_comparable(engine, mission_path):
    controller = engine.controller(mission_path)
    controller.update_stage("TESTING")
    engine.record("history", [entry["entry"] for entry in controller.mission["history"]])
    assert controller.mission["history"]

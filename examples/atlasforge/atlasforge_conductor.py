"""Runs missions: asks the engine for a prompt, the model for an answer, and the engine what is next."""

import json
import sys
from pathlib import Path

import af_engine as atlasforge_engine


def ask_model(prompt):
    """Stands for the model: every stage is done at once."""
    stage = prompt.split(":", 1)[1].split("=")[0].strip().lower()
    return {"status": f"{stage}_complete", "message_to_human": f"{stage} done"}


def show_progress(controller):
    mission = controller.mission
    print(f"[{mission['current_stage']}] {mission['mission_id']}")
    for entry in controller.get_recent_history(3):
        print("   ", entry["entry"])


def finish_cycle(controller, answer):
    if controller.mission["current_cycle"] < controller.mission["cycle_budget"]:
        return controller.advance_to_next_cycle(answer.get("continuation_prompt", ""))
    return "COMPLETE"


def run_mission(controller, ask=ask_model, limit=50):
    for _ in range(limit):
        show_progress(controller)
        if controller.mission["current_stage"] == "COMPLETE":
            break
        answer = ask(controller.build_rd_prompt())
        next_stage = controller.process_response(answer)
        if next_stage != controller.mission["current_stage"]:
            controller.update_stage(next_stage)
    controller.save_mission()
    return controller.mission["current_stage"]


def main(argv=None):
    arguments = sys.argv[1:] if argv is None else argv
    path = Path(arguments[0]) if arguments else None
    controller = atlasforge_engine.RDMissionController(path)
    if "--next-cycle" in arguments:
        controller.update_stage(finish_cycle(controller, {}))
    stage = run_mission(controller)
    print(json.dumps({"stage": stage, "mission": controller.mission["mission_id"]}))
    return 0 if stage == "COMPLETE" else 1


if __name__ == "__main__":
    raise SystemExit(main())

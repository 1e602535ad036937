"""The old engine: one module, one class, everything in it."""

import json
import logging
from datetime import datetime, timezone
from pathlib import Path

import websocket_events

logger = logging.getLogger("af_engine_legacy")

STAGES = ["PLANNING", "BUILDING", "TESTING", "ANALYZING", "CYCLE_END", "COMPLETE"]
MISSION_PATH = Path(__file__).parent / "state" / "mission.json"

STAGE_GUIDES = {
    "PLANNING": "Understand the mission, ask nothing, write a plan with verifiable steps.",
    "BUILDING": "Follow the plan. Write code and the tests that prove it.",
    "TESTING": "Run everything. Report what fails, do not repair it here.",
    "ANALYZING": "Read the test report and decide: back to building, or on.",
    "CYCLE_END": "Summarise the cycle and propose what the next one should do.",
    "COMPLETE": "The mission is over. Write the final report.",
}

NEXT_STAGE = {
    "PLANNING": "BUILDING",
    "BUILDING": "TESTING",
    "TESTING": "ANALYZING",
    "CYCLE_END": "COMPLETE",
}


class RDMissionController:
    """Drives one mission through its stages."""

    def __init__(self, mission_path=None):
        self.mission_path = Path(mission_path) if mission_path else MISSION_PATH
        self.mission = self.load_mission()

    def load_mission(self):
        if not self.mission_path.exists():
            return self._blank_mission()
        mission = json.loads(self.mission_path.read_text(encoding="utf-8"))
        for key, value in self._blank_mission().items():
            mission.setdefault(key, value)
        return mission

    def save_mission(self):
        self.mission_path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.mission_path.with_suffix(".tmp")
        draft.write_text(json.dumps(self.mission, indent=2), encoding="utf-8")
        draft.replace(self.mission_path)

    @staticmethod
    def _blank_mission():
        return {
            "mission_id": "mission_none",
            "problem_statement": "",
            "current_stage": "PLANNING",
            "current_cycle": 1,
            "cycle_budget": 1,
            "iteration": 0,
            "lessons": [],
            "history": [],
        }

    def log_history(self, entry):
        stamp = datetime.now(timezone.utc).isoformat(timespec="seconds")
        self.mission["history"].append(
            {"timestamp": stamp, "stage": self.mission["current_stage"], "entry": entry}
        )

    def get_recent_history(self, count=5):
        return self.mission["history"][-count:]

    def get_status(self):
        return {
            "mission_id": self.mission["mission_id"],
            "stage": self.mission["current_stage"],
            "cycle": self.mission["current_cycle"],
            "iteration": self.mission["iteration"],
        }

    def update_stage(self, new_stage):
        if new_stage not in STAGES:
            raise ValueError(f"Unknown stage: {new_stage}")
        old_stage = self.mission["current_stage"]
        self.mission["current_stage"] = new_stage
        self.log_history(f"Stage changed from {old_stage} to {new_stage}")
        self.save_mission()
        websocket_events.emit_stage_change(self.mission["mission_id"], old_stage, new_stage)

    def build_rd_prompt(self, context=""):
        stage = self.mission["current_stage"]
        lines = [
            f"=== R&D MISSION: {stage} ===",
            "",
            f"Problem: {self.mission['problem_statement']}",
            f"Cycle {self.mission['current_cycle']} of {self.mission['cycle_budget']}, "
            f"iteration {self.mission['iteration']}",
            "",
            STAGE_GUIDES[stage],
        ]
        if self.mission["lessons"]:
            lines += ["", "Lessons of earlier cycles:"]
            lines += [f"- {lesson}" for lesson in self.mission["lessons"]]
        if context:
            lines += ["", f"Context: {context}"]
        return "\n".join(lines)

    def process_response(self, response):
        # An answer without a status was never expected here: None ends in a TypeError.
        stage = self.mission["current_stage"]
        status = response["status"]
        self.log_history(response.get("message_to_human", status))
        if stage == "ANALYZING":
            if status == "needs_revision":
                self.mission["iteration"] += 1
                return "BUILDING"
            return "CYCLE_END"
        if stage == "CYCLE_END" and self.mission["current_cycle"] < self.mission["cycle_budget"]:
            return self.advance_to_next_cycle(response.get("continuation_prompt", ""))
        if status.endswith("_complete"):
            return NEXT_STAGE.get(stage, "COMPLETE")
        return stage

    def advance_to_next_cycle(self, continuation_prompt):
        self.mission["current_cycle"] += 1
        self.mission["iteration"] = 0
        self.mission["problem_statement"] = (
            continuation_prompt or self.mission["problem_statement"]
        )
        return "PLANNING"

    def reset_mission(self):
        logger.warning("mission %s reset", self.mission["mission_id"])
        self.mission["current_stage"] = "PLANNING"
        self.mission["iteration"] = 0
        self.save_mission()

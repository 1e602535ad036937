"""The mission as it stands on disk."""

import json
from datetime import datetime, timezone
from pathlib import Path

MISSION_PATH = Path(__file__).parent.parent / "state" / "mission.json"


def blank_mission():
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


class StateManager:
    """Loads, holds and saves one mission."""

    def __init__(self, mission_path=None):
        self.path = Path(mission_path) if mission_path else MISSION_PATH
        self.mission = self.load()

    @property
    def mission_id(self):
        return self.mission["mission_id"]

    def load(self):
        stored = json.loads(self.path.read_text(encoding="utf-8")) if self.path.exists() else {}
        return {**blank_mission(), **stored}

    def save(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_suffix(".tmp")
        draft.write_text(json.dumps(self.mission, indent=2), encoding="utf-8")
        draft.replace(self.path)

    def log(self, entry, details=None):
        record = {
            "timestamp": datetime.now(timezone.utc).isoformat(timespec="seconds"),
            "stage": self.mission["current_stage"],
            "entry": entry,
        }
        if details:
            record["details"] = details
        self.mission["history"].append(record)

    def move_to(self, new_stage):
        old_stage = self.mission["current_stage"]
        self.mission["current_stage"] = new_stage
        self.log(f"Stage changed from {old_stage} to {new_stage}")
        self.save()

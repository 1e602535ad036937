"""The page that shows the mission."""

import os

import af_engine

# Left over from the day the dashboard was rolled back.
USE_MODULAR_ENGINE = False


def engine_label():
    chosen = os.environ.get("USE_MODULAR_ENGINE", "false") == "true"
    return "modular" if chosen else "legacy"


class MissionPage:
    """What one request shows."""

    def __init__(self, mission_path=None):
        self._controller = af_engine.RDMissionController(mission_path)

    @property
    def controller(self):
        return self._controller

    def status(self):
        return self.controller.get_status()

    def advance(self, stage):
        self._controller.update_stage(stage)
        return self._controller.current_stage

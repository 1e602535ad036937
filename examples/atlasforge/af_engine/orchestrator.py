"""The new engine's controller: it delegates, it does not do."""

from .cycle_manager import CycleManager
from .integration_manager import IntegrationManager, StageEvent
from .prompt_factory import PromptFactory
from .stages import handler_for
from .state_manager import StateManager


class StageOrchestrator:
    """Drives one mission through its stages, each handled by a handler of its own."""

    def __init__(self, mission_path=None, integrations=None):
        self.state = StateManager(mission_path)
        self.integrations = integrations or IntegrationManager()
        self.cycles = CycleManager(self.state)
        self.prompts = PromptFactory()

    @property
    def mission(self):
        return self.state.mission

    @property
    def current_stage(self):
        return self.state.mission["current_stage"]

    def load_mission(self):
        return self.state.load()

    def save_mission(self):
        self.state.save()

    def log_history(self, entry, details=None):
        self.state.log(entry, details)

    def get_recent_history(self, count=10):
        return self.state.mission["history"][-count:]

    def update_stage(self, new_stage):
        handler_for(new_stage)
        old_stage = self.current_stage
        self.integrations.emit(StageEvent("stage_completed", old_stage, self.state.mission_id))
        self.state.move_to(new_stage)
        self.integrations.emit(StageEvent("stage_started", new_stage, self.state.mission_id))

    def build_rd_prompt(self, context=""):
        return self.prompts.build(self.mission, context)

    def process_response(self, response):
        answer = response or {}
        status = answer.get("status", "")
        self.log_history(answer.get("message_to_human", status))
        next_stage = handler_for(self.current_stage).next_stage(status, self.mission)
        if next_stage == "NEXT_CYCLE":
            return self.cycles.begin_next(answer.get("continuation_prompt", ""))
        return next_stage

    def stage_restrictions(self):
        return handler_for(self.current_stage).restrictions

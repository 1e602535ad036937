"""Cycles: a mission may go round more than once."""


class CycleManager:
    """Counts cycles and begins the next one."""

    def __init__(self, state):
        self.state = state

    def begin_next(self, continuation_prompt):
        mission = self.state.mission
        mission["current_cycle"] += 1
        mission["iteration"] = 0
        if continuation_prompt:
            mission["problem_statement"] = continuation_prompt
        return "PLANNING"

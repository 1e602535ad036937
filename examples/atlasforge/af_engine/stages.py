"""One handler for each stage."""


class StageHandler:
    """What a stage allows, and where it leads."""

    name = ""
    follows = ""
    restrictions = frozenset()

    def next_stage(self, status, mission):
        return self.follows if status.endswith("_complete") else self.name


class Planning(StageHandler):
    name, follows = "PLANNING", "BUILDING"
    restrictions = frozenset({"write_code"})


class Building(StageHandler):
    name, follows = "BUILDING", "TESTING"


class Testing(StageHandler):
    name, follows = "TESTING", "ANALYZING"
    restrictions = frozenset({"write_code"})


class Analyzing(StageHandler):
    name = "ANALYZING"

    def next_stage(self, status, mission):
        if status == "needs_revision":
            mission["iteration"] += 1
            return "BUILDING"
        return "CYCLE_END"


class CycleEnd(StageHandler):
    name = "CYCLE_END"

    def next_stage(self, status, mission):
        if mission["current_cycle"] < mission["cycle_budget"]:
            return "NEXT_CYCLE"
        return "COMPLETE" if status.endswith("_complete") else self.name


class Complete(StageHandler):
    name, follows = "COMPLETE", "COMPLETE"


HANDLERS = {cls.name: cls() for cls in StageHandler.__subclasses__()}


def handler_for(stage):
    try:
        return HANDLERS[stage]
    except KeyError:
        raise ValueError(f"Unknown stage: {stage}") from None

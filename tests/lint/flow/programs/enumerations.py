"""Enumerations: what their members are, hold and make."""

from __future__ import annotations

FOUND = {
    "enumeration": """
import enum, functools
C
class Kind(enum.Enum):
    FIRST = RDMissionController()
    MADE = functools.partial(RDMissionController)
    def make(self):
        return self.value()
Kind.FIRST.value.mission  # use
Kind.MADE.value().mission  # use
Kind["FIRST"].value.mission  # use
Kind.MADE.make().mission  # use
Kind(1).value.mission  # use
for kind in Kind:
    kind.value.mission  # use
""",
    "enumeration with parts": """
from enum import Enum
C
class Kind(Enum):
    ONE = ("one", RDMissionController())
    def __init__(self, title, controller):
        self.controller = controller
Kind.ONE.controller.mission  # use
Kind.ONE.value[1].mission  # use
""",
    "methods of an enumeration's members": """
import enum
C
class Op(enum.Enum):
    LOAD = "load_mission"
    SAVE = "save_mission"
    def run(self, ctl):
        return getattr(ctl, self.value)()  # use
Op.LOAD.run(RDMissionController())
for op in Op:
    op.name.upper()
""",
    "enumeration that makes one": """
import enum
C
class Kind(enum.Enum):
    RD = "rd"
    NONE = "none"
    def build(self):
        return RDMissionController() if self is Kind.RD else None
Kind["RD"].build().mission  # use
Kind.RD.build().mission_id  # use
Kind.RD.value.mission
""",
    "members of an enumeration without values": """
from enum import Enum, auto
C
class Step(Enum):
    LOAD = auto()
    SAVE = auto()
    def run(self, engine):
        return {Step.LOAD: load, Step.SAVE: save}[self](engine)
def load(engine):
    engine.mission  # use
    return Step.SAVE
def save(engine):
    engine.mission  # use
step = Step.LOAD
while step:
    step = step.run(RDMissionController())
""",
}

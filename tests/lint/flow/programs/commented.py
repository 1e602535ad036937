"""Types in comments: of assignments, loops, parameters and whole signatures."""

from __future__ import annotations

FOUND = {
    "function type comment params": """
C
def show(c, n):
    # type: (RDMissionController, int) -> None
    print(c.mission)  # use
""",
    "function type comment per arg": """
C
def show(c,  # type: RDMissionController
         n=0,  # type: int
         ):
    # type: (...) -> str
    return c.mission_id  # use
""",
    "function type comment return": """
C
def make():
    # type: () -> RDMissionController
    return registry.lookup("x")
make().load_mission()  # use
""",
    "method type comment": """
C
class V:
    def show(self, c):
        # type: (RDMissionController) -> None
        c.mission  # use
""",
    "for type comment": """
C
for c in things():  # type: RDMissionController
    c.mission  # use
""",
    "with type comment": """
C
with things() as c:  # type: RDMissionController
    c.mission  # use
""",
    "type comment other": """
C
def f(c, d):
    # type: (dict, RDMissionController) -> str
    c.items()
    d.update_stage("x")
    return "".upper()
def g(x):
    # type: (RDMissionController) -> str
    return lookup(x)
g(1).upper()
""",
}

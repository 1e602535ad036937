"""`match`: what patterns tell of a controller, and what they bind it to."""

from __future__ import annotations

FOUND = {
    "class": """
C
def show(x):
    match x:
        case RDMissionController():
            x.mission  # use
        case {"engine": RDMissionController() as c}:
            c.mission  # use
        case [RDMissionController() as c, *_]:
            c.mission  # use
""",
    "capture": """
C
match [RDMissionController(), 1]:
    case [c, n]:
        c.mission  # use
        n.mission
""",
    "attribute": """
C
def show(x):
    match x:
        case RDMissionController(mission=m):  # use
            return m
""",
    "attribute of an object": """
C
class H:
    __match_args__ = ("c",)
    def __init__(self, c):
        self.c = c
match H(RDMissionController()):
    case H(c):
        c.mission  # use
match H(RDMissionController()):
    case H(c=d):
        d.mission  # use
""",
    "alternatives": """
C
class Box:
    def __init__(self, one):
        self.one = one
def show(given):
    match given:
        case Box(one=c) | {"one": c}:
            c.mission  # use
show(Box(RDMissionController()))
show({"one": RDMissionController()})
""",
    "what alternatives leave": """
C
def show(c):
    match c:
        case None | False:
            c.mission
        case _:
            c.mission  # use
show(None)
show(RDMissionController())
""",
    "rest of a list": """
C
match [1, RDMissionController()]:
    case [_, *rest]:
        rest[0].mission  # use
""",
    "rest of a dict": """
C
match {"a": 1, "b": RDMissionController()}:
    case {"a": _, **rest}:
        rest["b"].mission  # use
""",
    "guard": """
C
c = RDMissionController()
match 1:
    case 1 if c.mission:  # use
        c.mission  # use
    case _:
        c.mission  # use
""",
    "subject of a built-in type": """
C
match (RDMissionController(), "x"):
    case tuple((c, str(name))):
        c.mission  # use
        getattr(c, name)  # use
""",
}

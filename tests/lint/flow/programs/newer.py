"""Ways that need the syntax of Python 3.12."""

from __future__ import annotations

NEWER = {
    "type statement": """
C
type E = RDMissionController
def show(c: E):
    c.mission  # use
""",
    "type parameter": """
C
def show[T: RDMissionController](c: T) -> T:
    c.mission  # use
""",
    "type parameters of functions and classes": """
C
def f[T: RDMissionController](c: T) -> T:
    c.mission  # use
    return c
class Box[T: RDMissionController]:
    def __init__(self, c: T):
        self.c = c
    def show(self):
        self.c.mission  # use
""",
}

"""Ways that need the syntax of Python 3.12."""

from __future__ import annotations

FOUND_SINCE_3_12 = {
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
    "generic class and function": """
import third
C
class Stack[T]:
    def __init__(self) -> None:
        self._items: list[T] = []
    def push(self, item: T) -> None:
        self._items.append(item)
    def pop(self) -> T:
        return self._items.pop()
    def peek(self) -> T | None:
        return third.peek(self)
s = Stack[RDMissionController]()
s.pop().mission  # use
s.peek().mission  # use
o = Stack[int]()
o.pop().mission
type Engines = Stack[RDMissionController]
def f(x: Engines):
    x.pop().mission  # use
class Sub(Stack[RDMissionController]):
    def top(self):
        return self.pop().mission  # use
def load[T](kind: type[T], n: int) -> T:
    return third.load(kind)
load(RDMissionController, 2).mission  # use
""",
    "generic class without a body": """
C
class Box[T]:
    item: T
    def get(self) -> T: ...
    def all(self) -> list[T]: ...
def f(b: Box[RDMissionController], o: Box[int]):
    b.get().mission  # use
    b.item.mission  # use
    b.all()[0].mission  # use
    o.get().mission
""",
    "exceptions in a group": """
C
class StageError(Exception):
    def __init__(self, engine):
        self.engine = engine
try:
    raise ExceptionGroup("x", [StageError(RDMissionController())])
except* StageError as group:
    for one in group.exceptions:
        one.engine.mission  # use
""",
}

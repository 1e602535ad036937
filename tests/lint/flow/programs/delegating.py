"""Attributes that are given by code: `__getattr__`, wrappers, what a module computes."""

from __future__ import annotations

FOUND = {
    "getattr delegation": """
C
class Wrapper:
    def __init__(self, inner):
        self._inner = inner
    def __getattr__(self, name):
        return getattr(self._inner, name)
w = Wrapper(RDMissionController())
w.update_stage("PLANNING")
w.get_status()  # use
""",
    "getattr delegation assigned inside": """
C
class Proxy:
    def __init__(self):
        self.c = RDMissionController()
    def __getattr__(self, item):
        return getattr(self.c, item)
Proxy().mission  # use
""",
    "getattr delegation other file": """
### wrap.py
class Wrap:
    def __init__(self, target):
        object.__setattr__(self, "target", target)
    def __getattr__(self, name):
        return getattr(self.target, name)
### use.py
C
from wrap import Wrap
w = Wrap(RDMissionController())
w.mission  # use
""",
    "getattribute delegation": """
C
class Wrap:
    def __init__(self, c):
        self.__dict__["c"] = c
    def __getattribute__(self, name):
        c = object.__getattribute__(self, "__dict__")["c"]
        return getattr(c, name)
Wrap(RDMissionController()).mission  # use
""",
    "module getattr": """
### lazy.py
def __getattr__(name):
    if name == "controller":
        from af_engine import RDMissionController
        return RDMissionController()
    raise AttributeError(name)
### use.py
import lazy
lazy.controller.mission  # use
""",
    "module getattr from import": """
### lazy.py
from af_engine import RDMissionController
_c = None
def __getattr__(name):
    global _c
    if name == "controller":
        if _c is None:
            _c = RDMissionController()
        return _c
    raise AttributeError(name)
### use.py
from lazy import controller
controller.mission  # use
""",
    "wrapper own methods": """
C
class W:
    def __init__(self, c):
        self._c = c
        self.count = 0
    def __getattr__(self, name):
        return getattr(self._c, name)
    def tick(self):
        self.count += 1
w = W(RDMissionController())
w.tick()
w.count
w.update_stage("A")
W.tick
v = W({})
v.items()
""",
    "wrapper of other": """
C
class W:
    def __init__(self, c):
        self._c = c
    def __getattr__(self, name):
        return getattr(self._c, name)
W(RDMissionController()).update_stage("x")
W("text").upper()
""",
    "sets attributes on what it wraps": """
C
class Watched:
    def __init__(self, inner):
        object.__setattr__(self, "_inner", inner)
    def __getattr__(self, name):
        return getattr(self._inner, name)
    def __setattr__(self, name, value):
        print(name)
        setattr(self._inner, name, value)
w = Watched(RDMissionController())
w.mission = {}  # use
w.mission  # use
w._own = 1
Watched([]).mission = 1
""",
    "sets its own attributes by hand": """
C
class Slow:
    def __setattr__(self, name, value):
        super().__setattr__(name, value)
s = Slow()
s.mission = RDMissionController()
s.mission.cycle  # use
""",
    "computes any attribute": """
C
class Lazy:
    def __getattr__(self, name):
        return RDMissionController()
    def __class_getitem__(cls, key):
        return RDMissionController()
Lazy().anything.mission  # use
Lazy["key"].mission  # use
""",
}

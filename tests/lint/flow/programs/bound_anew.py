"""Names that are bound to something else before they are used: nothing is due."""

from __future__ import annotations

NOTHING_DUE = {
    "rebound": """
C
c = RDMissionController()
c.update_stage("x")
c = open("x")
c.read()
""",
    "deleted": """
C
c = RDMissionController()
del c
c.mission
""",
    "shadowed by a parameter": """
C
c = RDMissionController()
def show(c):
    c.mission
""",
    "shadowed by a local": """
C
c = RDMissionController()
def show():
    c = make()
    c.mission
""",
    "local bound later": """
C
c = RDMissionController()
def show():
    c.mission
    c = 1
""",
    "class scope is not seen by methods": """
C
class Holder:
    c = RDMissionController()
    def show(self):
        c.mission
""",
    "loop rebinds": """
C
c = RDMissionController()
for c in ["a"]:
    c.upper()
""",
    "except rebinds": """
C
c = RDMissionController()
try:
    pass
except ValueError as c:
    c.args
""",
    "with rebinds": """
C
c = RDMissionController()
with open("x") as c:
    c.read()
""",
    "import rebinds": """
C
c = RDMissionController()
import json as c
c.dumps({})
""",
    "def rebinds": """
C
c = RDMissionController()
def c(): ...
c.cache = 1
""",
    "attribute rebound before its use": """
C
class Holder:
    def run(self):
        self.engine = RDMissionController()
        self.engine.update_stage("x")
        self.engine = {}
        self.engine.items()
""",
    "swapped away": """
C
a, b = RDMissionController(), {}
a, b = b, a
a.items()
""",
    "rebinding in both branches": """
C
c = RDMissionController()
if x:
    c = {}
else:
    c = []
c.items()
""",
    "class of the same name shadowing": """
C
class RDMissionController:
    pass
RDMissionController().mission
""",
    "comprehension var leak": """
C
engines = [RDMissionController()]
names = [e for e in engines]
for e in ["x"]:
    e.upper()
""",
    "class level rebound": """
C
class H:
    c = RDMissionController()
    c = "x"
H.c.upper()
""",
    "self rebound in init": """
C
class H:
    def __init__(self):
        self.c = RDMissionController()
        self.c = self.c.build_rd_prompt()
        self.c.strip()
""",
    "global rebound before def": """
C
c = RDMissionController()
c.update_stage("x")
c = {}
def f():
    c.items()
""",
    "names that a star import does not take": """
### impl.py
from af_engine import RDMissionController
__all__ = ["make"]
def make():
    return RDMissionController()
hidden = RDMissionController()
### plain.py
from af_engine import RDMissionController
_private = RDMissionController()
### other.py
class Other:
    mission = 1
hidden = Other()
_private = Other()
### use.py
from other import hidden, _private
from impl import *
from plain import *
make().update_stage("x")
hidden.mission
_private.mission
""",
    "every way to bind a name anew": """
C
class T:
    mission = 1
    def update_stage(self): ...
c = RDMissionController()
c = T()
c.mission
c.update_stage()
for c in [T()]:
    c.mission
c = RDMissionController()
with open("x") as c:
    c.mission
c = RDMissionController()
try:
    c = T()
except ValueError:
    raise
c.mission
c = RDMissionController()
import json as c
c.mission
c = RDMissionController()
def c(): ...
c.mission
c = RDMissionController()
class c: mission = 1
c.mission
c = RDMissionController()
(c := T()).mission
c.mission
c = RDMissionController()
del c
c = T()
c.mission
c = RDMissionController()
c, d = T(), c
c.mission
c = RDMissionController()
[c, *rest] = [T()]
c.mission
match T():
    case c:
        c.mission
""",
    "names of other scopes": """
C
class T: mission = 1
c = RDMissionController()
def f(c):
    c.mission
def g():
    c = T()
    c.mission
    def h():
        return c.mission
    return h
class K:
    c = T()
    x = c.mission
    def m(self):
        return self.c.mission
[c.mission for c in [T()]]
{c.mission: 1 for c in [T()]}
(lambda c: c.mission)(T())
g()()
f(T())
def outer():
    c = T()
    def inner():
        nonlocal c
        c.mission
    inner()
def gl():
    global z
    z = T()
gl()
z.mission
""",
}

FOUND = {
    "put under a key, and again": """
C
d = {"a": "x"}
def fill():
    d["a"] = RDMissionController()
d["a"] = {}
fill()
d["a"].mission  # use
e = {}
e["a"] = []
e.update(a=RDMissionController())
e["a"].mission  # use
f = g = {}
f["a"] = []
g["a"] = RDMissionController()
f["a"].mission  # use
h = {"a": {}}
for _ in range(2):
    h["a"].mission  # use
    h["a"] = RDMissionController()
h["a"].mission_id  # use
def put(table):
    table["a"] = RDMissionController()
i = {}
i["a"] = []
put(i)
i["a"].mission  # use
j = {}
j["a"] = None
start(j)
j["a"] = RDMissionController()
print("x")
j["a"].mission  # use
""",
    "one of two known objects": """
C
class Null: ...
NULL = Null()
def show(engine=NULL):
    if engine is not NULL:
        engine.mission  # use
    if engine is NULL:
        return None
    return engine.mission_id  # use
show(RDMissionController())
""",
    "parsers of two functions": """
import argparse
C
def build():
    parser = argparse.ArgumentParser()
    parser.set_defaults(engine=RDMissionController())
    return parser
def main():
    args = build().parse_args([])
    args.engine.mission  # use
def other():
    parser = argparse.ArgumentParser()
    add(parser)
    args = parser.parse_args([])
    args.second.mission  # use
def add(parser):
    parser.set_defaults(second=RDMissionController())
""",
}

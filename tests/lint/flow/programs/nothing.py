"""What is no use of a controller."""

from __future__ import annotations

NOTHING_DUE = {
    "result of the protocol": """
C
p = RDMissionController().build_rd_prompt()
p.strip()
RDMissionController().process_response(1).upper()
""",
    "is None branch": """
C
def show(c: RDMissionController | None):
    if c is None:
        c.mission
""",
    "isinstance else": """
C
def show(c: RDMissionController | Card):
    if isinstance(c, RDMissionController):
        return
    c.archive()
""",
    "another isinstance": """
C
def show(c):
    if isinstance(c, dict):
        c.items()
c = RDMissionController()
show(c)
""",
    "class object members": """
C
print(RDMissionController.__name__, RDMissionController().__class__)
""",
    "method of the container": """
C
engines = [RDMissionController()]
engines.append(1)
engines.sort()
(RDMissionController(),).count(1)
{"a": RDMissionController()}.items()
""",
    "attribute of the holder": """
C
class Holder:
    def __init__(self):
        self.engine = RDMissionController()
        self.name = "x"
    def show(self):
        return self.name.upper()
Holder().mission
""",
    "own members of a subclass": """
C
class Audited(RDMissionController):
    LIMIT = 3
    def __init__(self):
        super().__init__()
        self.audit = []
    def note(self):
        self.audit.append(self.LIMIT)
Audited().note()
Audited().audit
""",
    "same name of another module": """
from robots import RDMissionController
RDMissionController().mission
""",
    "same name in this file": """
class RDMissionController:
    def mission(self): ...
RDMissionController().mission()
""",
    "mock without a spec": """
from unittest.mock import Mock
C
engine = Mock(return_value=RDMissionController)
engine.mission
""",
    "unknown callee": """
C
c = transform(RDMissionController())
c.mission
""",
    "function attribute": """
C
def make():
    return RDMissionController()
make.cache = {}
make.__name__
""",
    "unrelated": """
class Engine:
    def update_stage(self, a, b): ...
engine = Engine()
engine.update_stage(1, 2)
engine.mission
controller = Engine()
controller.mission
""",
    "another engine fixture": """
import pytest
@pytest.fixture
def engine():
    return Motor()
def test_it(engine):
    engine.controller().spin()
""",
    "dunder of a controller": """
C
c = RDMissionController()
c.__class__.__name__
repr(c)
""",
    "super of dunder init": """
C
class A(RDMissionController):
    def __init__(self, x):
        super().__init__()
""",
    "return then dead": """
C
def f():
    c = RDMissionController()
    return c.update_stage("x")
    c.mission
""",
    "loop else": """
C
c = RDMissionController()
while True:
    c = open("x")
    break
c.read()
""",
    "del attr holder": """
C
class H: ...
h = H()
h.c = RDMissionController()
del h.c
h.c = {}
h.c.items()
""",
    "dict overwritten": """
C
d = {"a": RDMissionController()}
d["a"] = {}
d["a"].items()
""",
    "list elem other": """
C
d = [RDMissionController(), "x"]
d[1].upper()
a, b = d
b.upper()
""",
    "isinstance other continue": """
C
def f(xs):
    for x in xs:
        if isinstance(x, RDMissionController):
            x.update_stage("a")
            continue
        x.archive()
""",
    "issubclass after": """
C
def f(cls):
    if issubclass(cls, RDMissionController):
        pass
    cls().archive()
""",
    "not none": """
C
c = None
if c is not None:
    c.mission
""",
    "protocol annotated": """
from typing import Protocol
C
class HasStage(Protocol):
    def update_stage(self, new_stage): ...
def f(x: HasStage):
    x.anything
""",
    "try import fallback none": """
try:
    from af_engine import RDMissionController
except ImportError:
    RDMissionController = None
if RDMissionController is not None:
    RDMissionController().update_stage("x")
""",
    "mock patched class": """
from unittest.mock import patch
with patch("af_engine.RDMissionController") as Fake:
    Fake.return_value.mission = {}
    Fake.assert_called_once()
""",
    "patched param": """
from unittest.mock import patch
@patch("af_engine.RDMissionController")
def test_x(controller):
    controller.mission = {}
""",
    "function local import other": """
C
def f():
    from robots import RDMissionController
    RDMissionController().mission
""",
    "two callers": """
C
def name(x):
    return x.name if not isinstance(x, RDMissionController) else "engine"
name(RDMissionController())
name(open("x"))
""",
    "type dispatch dict": """
C
def show(x):
    match x:
        case RDMissionController():
            x.update_stage("a")
        case dict():
            x.items()
        case _:
            x.archive()
show(RDMissionController())
""",
    "equality and hash": """
C
c = RDMissionController()
c == 1
hash(c)
str(c)
""",
    "callback attribute": """
C
f = RDMissionController().update_stage
f.__name__
f.__doc__
""",
    "closure sees the later": """
C
def outer():
    c = RDMissionController()
    c.update_stage("x")
    c = {}
    def inner():
        c.items()
    return inner
""",
    "len zip str": """
C
for c, name in zip([RDMissionController()], ["a"]):
    name.upper()
for i, c in enumerate([RDMissionController()]):
    i.bit_length()
""",
    "nested attr of member": """
C
c = RDMissionController()
p = c.build_rd_prompt()
p.mission.x
""",
    "kwargs pop": """
C
def f(**kw):
    kw.pop("engine").update_stage("x")
    kw.items()
f(engine=RDMissionController())
""",
    "json of it": """
import json
C
json.dumps({"c": RDMissionController()}).strip()
""",
    "contextlib suppress": """
import contextlib
C
c = RDMissionController()
with contextlib.suppress(Exception) as s:
    s.mission
""",
    "subclass override property": """
C
class M(RDMissionController):
    @property
    def mission(self):
        return {}
M().mission
M().mission.items()
""",
    "class object attrs": """
C
RDMissionController.__name__
RDMissionController.__module__
RDMissionController.__doc__
RDMissionController.__mro__
RDMissionController.__subclasses__()
RDMissionController.mro()
RDMissionController.__qualname__
RDMissionController.__bases__
c = RDMissionController()
c.__class__.__name__
type(c).__name__
c.__eq__
c.__hash__()
c.__repr__()
c.update_stage.__name__
c.update_stage.__doc__
c.update_stage.__func__
c.update_stage.__self__
""",
    "isinstance of what is not known": """
### kinds.py
try:
    from fast_kinds import Plain
except ImportError:
    Plain = None
### example.py
import lib
from kinds import Plain
C
def show(x: "RDMissionController | Plain"):
    if isinstance(x, lib.Thing):
        x.spin()
    if isinstance(x, Plain):
        x.vibrate()
""",
    "issubclass of its type": """
C
def show(x):
    if issubclass(type(x), RDMissionController):
        x.update_stage("A")
    else:
        x.load_mission()
show(RDMissionController())
""",
}

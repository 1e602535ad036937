"""What is no use of a controller."""

from __future__ import annotations

NEGATIVE = {
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
    "attribute rebound before its use": """
C
class Holder:
    def run(self):
        self.engine = RDMissionController()
        self.engine.update_stage("x")
        self.engine = {}
        self.engine.items()
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
    "swapped away": """
C
a, b = RDMissionController(), {}
a, b = b, a
a.items()
""",
}

"""Less usual ways, each of which once needed a thought of its own."""

from __future__ import annotations

FOUND = {
    "fixture used by itself": """
import pytest
C
class TestIt:
    @pytest.fixture(autouse=True)
    def setup(self):
        self.c = RDMissionController()
    def test_it(self):
        self.c.mission  # use
""",
    "quoted union attr": """
C
class H:
    def __init__(self):
        self.c: "RDMissionController | None" = None
    def show(self):
        if self.c:
            self.c.mission  # use
""",
    "type comment": """
C
c = make()  # type: RDMissionController
c.mission  # use
""",
    "patch string": """
from unittest.mock import patch
with patch("af_engine.RDMissionController.save_mission"):  # use
    pass
""",
    "class of an object": """
C
c = RDMissionController()
type(c).save_mission(c)  # use
c.__class__.save_mission(c)  # use
""",
    "lambda factory": """
from dataclasses import dataclass, field
C
@dataclass
class H:
    engine: object = field(default_factory=lambda: RDMissionController())
H().engine.mission  # use
""",
    "annotated dict var": """
C
engines: dict[str, "RDMissionController"] = {}
engines["a"].mission  # use
for e in engines.values():
    e.mission  # use
""",
    "async with": """
C
class S:
    async def __aenter__(self):
        return RDMissionController()
    async def __aexit__(self, *a): ...
async def main():
    async with S() as c:
        c.mission  # use
""",
    "try else": """
C
try:
    c = RDMissionController()
except ValueError:
    raise
else:
    c.mission  # use
""",
    "lambda default": """
C
f = lambda c=RDMissionController(): c.mission  # use
""",
    "class attr set outside": """
C
class App:
    engine = None
App.engine = RDMissionController()
App.engine.mission  # use
App().engine.mission  # use
""",
    "setattr holder": """
C
class H: ...
h = H()
setattr(h, "engine", RDMissionController())
h.engine.mission  # use
getattr(h, "engine").mission  # use
""",
    "attrgetter dotted": """
from operator import attrgetter
C
class H:
    def __init__(self):
        self.engine = RDMissionController()
attrgetter("engine.mission")(H())  # use
""",
    "vars get": """
C
c = RDMissionController()
vars(c).get("mission")  # use
c.__dict__.update(mission=1)  # use
""",
    "star displays": """
C
engines = [RDMissionController()]
[*engines][0].mission  # use
(*engines,)[0].mission  # use
engines[:1][0].mission  # use
""",
    "unknown base path": """
C
def start(request):
    request.app.state.engine = RDMissionController()
    request.app.state.engine.mission  # use
""",
    "return tuple": """
C
def make():
    return RDMissionController(), {}
c, cfg = make()
c.mission  # use
cfg.items()
make()[0].mission  # use
""",
    "sys.modules": """
import sys
sys.modules["af_engine"].RDMissionController().mission  # use
__import__("af_engine").RDMissionController().mission  # use
""",
    "import submodule dynamic": """
import importlib
importlib.import_module("af_engine.orchestrator").StageOrchestrator().mission  # use
""",
    "mocker": """
C
def test_it(mocker):
    c = RDMissionController()
    mocker.patch.object(c, "save_mission")  # use
    mocker.spy(c, "load_mission")  # use
""",
    "lru_cache call": """
import functools
C
def make():
    return RDMissionController()
functools.lru_cache(maxsize=None)(make)().mission  # use
""",
    "annotated iterator": """
from typing import Iterator
C
def engines() -> Iterator[RDMissionController]:
    return registry.all()
for c in engines():
    c.mission  # use
""",
    "annotated holder": """
### holder.py
from af_engine import RDMissionController
class Holder:
    def __init__(self):
        self.engine = RDMissionController()
### user.py
from holder import Holder
def show(h: Holder):
    h.engine.mission  # use
""",
    "two holders": """
C
class App:
    def __init__(self, engine):
        self.engine = engine
class View:
    def __init__(self, app):
        self.app = app
    def show(self):
        return self.app.engine.mission  # use
View(App(RDMissionController())).show()
""",
    "static factory": """
### factory.py
from af_engine import RDMissionController
class Factory:
    @staticmethod
    def create(kind):
        if kind == "x":
            return None
        return RDMissionController()
### user.py
from factory import Factory
c = Factory.create("y")
if c is not None:
    c.mission  # use
""",
    "method chain returning self holder": """
C
class Builder:
    def with_engine(self):
        self.engine = RDMissionController()
        return self
    def build(self):
        return self.engine
Builder().with_engine().build().mission  # use
""",
    "relative package": """
### pkg/__init__.py
### pkg/engines.py
from af_engine import RDMissionController
def get():
    return RDMissionController()
### pkg/views.py
from .engines import get
from . import engines
get().mission  # use
engines.get().mission  # use
""",
    "import module as attribute": """
### pkg/__init__.py
### pkg/engines.py
from af_engine import RDMissionController
controller = RDMissionController()
### main.py
import pkg.engines
pkg.engines.controller.mission  # use
""",
    "reexport under another name": """
### api.py
from af_engine import RDMissionController as Engine
__all__ = ["Engine"]
### main.py
from api import Engine
Engine().mission  # use
""",
    "conditional import alias": """
### compat.py
try:
    from af_engine import RDMissionController as Controller
except ImportError:
    Controller = None
### main.py
import compat
c = compat.Controller()
c.mission  # use
""",
    "loop over class list": """
from af_engine.orchestrator import StageOrchestrator
C
for cls in (RDMissionController, StageOrchestrator):
    cls().mission  # use
""",
    "dict of factories across files": """
### reg.py
from af_engine import RDMissionController
FACTORIES = {"x": RDMissionController}
def build(name):
    return FACTORIES[name]()
### main.py
from reg import build
build("x").mission  # use
""",
    "subclass across files": """
### sub.py
from af_engine import RDMissionController
class Mine(RDMissionController):
    def extra(self): ...
### main.py
from sub import Mine
m = Mine()
m.extra()
m.save_mission()  # use
""",
    "init subclass call": """
C
class Mine(RDMissionController):
    def update_stage(self, new_stage):
        super().update_stage(new_stage)
        self.log_history("x")  # use
""",
    "nested class instance": """
C
class A:
    def __init__(self):
        self.b = B()
class B:
    def __init__(self):
        self.c = RDMissionController()
A().b.c.mission  # use
""",
    "generator send": """
C
def gen():
    while True:
        c = RDMissionController()
        yield c
g = gen()
next(g).mission  # use
list(g)[0].mission  # use
""",
    "reduce any all sum": """
C
engines = [RDMissionController()]
sum(e.iteration for e in engines)  # use
all(map(lambda e: e.mission, engines))  # use
""",
    "unittest subclass in other file": """
### base.py
import unittest
from af_engine import RDMissionController
class Base(unittest.TestCase):
    def setUp(self):
        self.c = RDMissionController()
### test_x.py
from base import Base
class TestX(Base):
    def test_a(self):
        self.c.mission  # use
""",
    "getattr call default": """
C
c = RDMissionController()
getattr(c, "save_mission", lambda: None)()  # use
if hasattr(c, "mission"):  # use
    pass
""",
    "star args pass": """
C
def run(*engines):
    for e in engines:
        e.mission  # use
run(*[RDMissionController()])
""",
    "kwargs forward": """
C
def outer(**kw):
    inner(**kw)
def inner(engine=None):
    engine.mission  # use
outer(engine=RDMissionController())
""",
    "annotation from other module alias": """
from __future__ import annotations
import af_engine
def show(c: af_engine.RDMissionController):
    c.mission  # use
""",
    "newtype": """
from typing import NewType
C
E = NewType("E", RDMissionController)
def show(c: E):
    c.mission  # use
""",
    "typeguard": """
C
def show(x):
    if not isinstance(x, RDMissionController):
        raise TypeError
    x.mission  # use
""",
    "callable narrowing": """
C
def show(x):
    while isinstance(x, RDMissionController):
        x.mission  # use
""",
    "ifexp isinstance": """
C
def show(x):
    return x.mission if isinstance(x, RDMissionController) else None  # use
""",
    "comprehension isinstance": """
C
def show(xs):
    return [x.mission for x in xs if isinstance(x, RDMissionController)]  # use
""",
    "issubclass": """
C
def show(cls):
    if issubclass(cls, RDMissionController):
        cls().mission  # use
""",
}

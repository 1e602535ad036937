"""Ways to make or get a controller."""

from __future__ import annotations

FOUND = {
    "constructor": """
C
c = RDMissionController()
c.mission  # use
""",
    "module attribute": """
import af_engine
af_engine.RDMissionController().mission  # use
""",
    "module alias": """
import af_engine as engine_package
c = engine_package.RDMissionController()
c.mission  # use
""",
    "legacy module": """
import af_engine_legacy as old
old.RDMissionController().mission  # use
""",
    "candidate's own class": """
from af_engine.orchestrator import StageOrchestrator
StageOrchestrator().mission  # use
""",
    "submodule by attribute": """
import af_engine.orchestrator
af_engine.orchestrator.StageOrchestrator().mission  # use
""",
    "import in a function": """
def make():
    from af_engine import RDMissionController as Engine
    return Engine()
make().mission  # use
""",
    "star import": """
from af_engine import *
RDMissionController().mission  # use
""",
    "try and except import": """
try:
    from af_engine.orchestrator import StageOrchestrator as Engine
except ImportError:
    from af_engine_legacy import RDMissionController as Engine
Engine().mission  # use
""",
    "importlib": """
import importlib
c = importlib.import_module("af_engine").RDMissionController()
c.mission  # use
""",
    "getattr of the module": """
import af_engine
Engine = getattr(af_engine, "RDMissionController")
Engine().mission  # use
""",
    "subclass": """
C
class Audited(RDMissionController):
    def run(self):
        self.mission  # use
        super().save_mission()  # use
        super(Audited, self).save_mission()  # use
        self.run()
Audited().mission  # use
Audited().run()
""",
    "subclass of a subclass": """
C
class One(RDMissionController): ...
class Two(One): ...
Two().mission  # use
""",
    "type of self": """
C
class Audited(RDMissionController):
    def again(self):
        return type(self)()
Audited().again().mission  # use
""",
    "classmethod factory": """
C
class Audited(RDMissionController):
    @classmethod
    def make(cls):
        return cls()
Audited.make().mission  # use
""",
    "class attribute": """
C
class Holder:
    engine = RDMissionController()
Holder.engine.mission  # use
Holder().engine.mission  # use
""",
    "dataclass field": """
from dataclasses import dataclass
C
@dataclass
class Holder:
    engine: RDMissionController
    def show(self):
        return self.engine.mission  # use
Holder(RDMissionController()).engine.mission  # use
""",
    "dataclass field without the type": """
from dataclasses import dataclass, field
C
@dataclass
class Holder:
    engine: object = field(default_factory=RDMissionController)
Holder().engine.mission  # use
""",
    "named tuple": """
from typing import NamedTuple
C
class Pair(NamedTuple):
    engine: object
    name: str
pair = Pair(RDMissionController(), "x")
pair.engine.mission  # use
""",
    "property": """
C
class Holder:
    @property
    def engine(self):
        return RDMissionController()
Holder().engine.mission  # use
""",
    "cached property": """
from functools import cached_property
C
class Holder:
    @cached_property
    def engine(self):
        return RDMissionController()
    def show(self):
        return self.engine.mission  # use
""",
    "property setter": """
C
class Holder:
    @property
    def engine(self):
        return self._engine
    @engine.setter
    def engine(self, value):
        self._engine = value
h = Holder()
h.engine = RDMissionController()
h.engine.mission  # use
""",
    "module level instance in a function": """
C
controller = RDMissionController()
def show():
    controller.mission  # use
""",
    "lazy global": """
C
_engine = None
def get():
    global _engine
    if _engine is None:
        _engine = RDMissionController()
    return _engine
get().mission  # use
""",
    "fixture": """
import pytest
C
@pytest.fixture
def controller():
    return RDMissionController()
def test_it(controller):
    controller.mission  # use
""",
    "fixture that yields": """
import pytest
C
@pytest.fixture()
def controller(tmp_path):
    c = RDMissionController()
    yield c
    c.reset_mission()  # use
class TestIt:
    def test_it(self, controller):
        controller.mission  # use
""",
    "fixture of a fixture": """
import pytest
C
@pytest.fixture
def inner():
    return RDMissionController()
@pytest.fixture(name="outer")
def make_outer(inner):
    inner.mission  # use
    return inner
def test_it(outer):
    outer.mission  # use
""",
    "fixture that gives a factory": """
import pytest
C
@pytest.fixture
def make():
    def inner(**options):
        return RDMissionController(**options)
    return inner
def test_it(make):
    make().mission  # use
""",
    "fixture with params": """
import pytest
from af_engine.orchestrator import StageOrchestrator
C
@pytest.fixture(params=[RDMissionController, StageOrchestrator])
def controller(request):
    return request.param()
def test_it(controller):
    controller.mission  # use
""",
    "parametrize": """
import pytest
C
@pytest.mark.parametrize("cls, name", [(RDMissionController, "a")])
def test_it(cls, name):
    cls().mission  # use
""",
    "conftest fixture": """
### conftest.py
import pytest
from af_engine import RDMissionController
@pytest.fixture
def controller():
    return RDMissionController()
### tests/test_it.py
def test_it(controller):
    controller.mission  # use
""",
    "getfixturevalue": """
import pytest
C
@pytest.fixture
def controller():
    return RDMissionController()
def test_it(request):
    request.getfixturevalue("controller").mission  # use
""",
    "the plugin's fixture": """
def test_it(engine):
    c = engine.controller()
    c.mission  # use
    engine.record("x", 1)
""",
    "setUp": """
import unittest
C
class TestIt(unittest.TestCase):
    def setUp(self):
        self.controller = RDMissionController()
    def test_it(self):
        self.controller.mission  # use
""",
    "setUpClass": """
import unittest
C
class TestIt(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.controller = RDMissionController()
    def test_it(self):
        self.controller.mission  # use
""",
    "factory dictionary": """
C
ENGINES = {"a": RDMissionController, "b": lambda: RDMissionController()}
ENGINES["a"]().mission  # use
ENGINES["b"]().mission  # use
""",
    "copy": """
import copy
C
copy.copy(RDMissionController()).mission  # use
copy.deepcopy(RDMissionController()).mission  # use
""",
    "new": """
C
c = RDMissionController.__new__(RDMissionController)
c.mission  # use
""",
    "nested attribute of a class": """
C
class App:
    class Inner:
        engine = RDMissionController()
App.Inner.engine.mission  # use
""",
    "namespace": """
from types import SimpleNamespace
C
ns = SimpleNamespace(engine=RDMissionController())
ns.engine.mission  # use
""",
    "attribute of something foreign": """
from flask import Flask
C
app = Flask("x")
app.controller = RDMissionController()
def view():
    app.controller.mission  # use
""",
    "class made of a base class": """
import types
C
types.new_class("Made", (RDMissionController,))().mission  # use
eval("RDMissionController")().mission  # use
eval("RDMissionController()").mission  # use
""",
}

"""Ways to hand a controller on across files and objects."""

from __future__ import annotations

ACROSS = {
    "across files": """
### main.py
from af_engine import RDMissionController
import helper
helper.show(RDMissionController())
### helper.py
from deeper import inner
def show(engine):
    return inner(engine)
### deeper.py
def inner(e):
    return e.mission  # use
""",
    "through a package": """
### pkg/__init__.py
from .factory import make
### pkg/factory.py
from af_engine import RDMissionController
def make():
    return RDMissionController()
### user.py
from pkg import make
make().mission  # use
""",
    "through a star import": """
### api.py
from af_engine import RDMissionController
controller = RDMissionController()
### middle.py
from api import *
### user.py
from middle import controller
controller.mission  # use
""",
    "import cycle": """
### a.py
from af_engine import RDMissionController
import b
controller = RDMissionController()
def run():
    b.show()
### b.py
import a
def show():
    a.controller.mission  # use
""",
    "class of another file": """
### dash.py
class Dashboard:
    def attach(self, engine):
        self.engine = engine
    def show(self):
        return self.engine.mission  # use
### main.py
from af_engine import RDMissionController
from dash import Dashboard
d = Dashboard()
d.attach(RDMissionController())
""",
    "base class of another file": """
### base.py
class Base:
    def show(self):
        return self.engine.mission  # use
### main.py
from af_engine import RDMissionController
from base import Base
class Main(Base):
    def __init__(self):
        self.engine = RDMissionController()
""",
    "set on a module from outside": """
### state.py
controller = None
def show():
    controller.mission  # use
### main.py
from af_engine import RDMissionController
import state
state.controller = RDMissionController()
""",
    "registry of another file": """
### registry.py
_items = {}
def register(name, item):
    _items[name] = item
def get(name):
    return _items[name]
### main.py
from af_engine import RDMissionController
import registry
registry.register("engine", RDMissionController())
### user.py
import registry
registry.get("engine").mission  # use
""",
    "singleton": """
C
class App:
    _instance = None
    def __init__(self):
        self.engine = RDMissionController()
    @classmethod
    def get(cls):
        if cls._instance is None:
            cls._instance = cls()
        return cls._instance
App.get().engine.mission  # use
""",
    "weak reference": """
import weakref
C
c = RDMissionController()
weakref.ref(c)().mission  # use
weakref.proxy(c).mission  # use
""",
    "queue": """
import queue
C
q = queue.Queue()
q.put(RDMissionController())
q.get().mission  # use
""",
    "named tuple of collections": """
from collections import namedtuple
C
Pair = namedtuple("Pair", "engine name")
p = Pair(RDMissionController(), "x")
p.engine.mission  # use
""",
    "defaultdict": """
from collections import defaultdict
C
engines = defaultdict(RDMissionController)
engines["x"].mission  # use
""",
    "self path narrowed": """
C
class Holder:
    def __init__(self):
        self.engine = None
    def start(self):
        self.engine = RDMissionController()
        self.engine.mission  # use
    def stop(self):
        if self.engine is not None:
            self.engine.mission  # use
            self.engine = None
""",
    "sort key": """
C
engines = [RDMissionController()]
engines.sort(key=lambda e: e.mission_id)  # use
sorted(engines, key=lambda e: e.mission_id)  # use
max(engines, key=lambda e: e.mission_id)  # use
""",
}

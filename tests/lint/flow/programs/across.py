"""Ways to hand a controller on across files and objects."""

from __future__ import annotations

FOUND = {
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
    "template method of a base class of another file": """
### base.py
class Template:
    def run(self):
        return self.make()
### make.py
from af_engine import RDMissionController
from base import Template
class Making(Template):
    def make(self):
        return RDMissionController()
### user.py
from make import Making
def late():
    return Making().run()
late().mission  # use
""",
    "given to the constructor of a base class of another file": """
### base.py
class Holder:
    def __init__(self, thing):
        self.thing = thing
### main.py
from af_engine import RDMissionController
from base import Holder
class Plain(Holder):
    pass
class Calling(Holder):
    def __init__(self):
        super().__init__(RDMissionController())
Plain(RDMissionController()).thing.mission  # use
Calling().thing.mission  # use
""",
    "function of another file as a callback": """
### base.py
def same(x):
    return x
### make.py
from af_engine import RDMissionController
def ask(function):
    return function(RDMissionController())
### user.py
from base import same
from make import ask
ask(same).mission  # use
""",
    "method of an object that turns out late to hold one": """
### base.py
class Holder:
    def __init__(self, thing):
        self.thing = thing
    def give(self):
        return self.thing
### make.py
from af_engine import RDMissionController
from base import Holder
kept = Holder(RDMissionController())
def relay():
    from deep import get
    return get()
### deep.py
def get():
    from make import kept
    return kept.give()
### desk.py
from base import Holder
from make import relay
give = Holder(relay()).give
### user.py
from desk import give as given
given().mission  # use
""",
    "default that comes to more": """
### base.py
def same(x):
    return x
### make.py
from af_engine import RDMissionController
def ask(function):
    return function(RDMissionController())
### desk.py
from base import same
from make import ask
def given(x=ask(same)):
    return x
### user.py
import desk
desk.given().mission  # use
""",
    "object of a class of which another one has a controller": """
### base.py
class Other:
    mission = None
class Holder:
    def __init__(self, thing):
        self.thing = thing
### main.py
from af_engine import RDMissionController
from base import Holder, Other
class Making(Holder):
    pass
Making(RDMissionController()).thing.mission  # use
Holder(Other()).thing.mission
""",
    "put away by methods of a class of another file": """
### store.py
# The places on the way are in this file, which is longer than the other one.





class Store:
    def __init__(self):
        self._held = {}
    def __setitem__(self, key, value):
        self._held[key] = value
    def __getitem__(self, key):
        return self._held[key]
    @property
    def engine(self):
        return self._engine
    @engine.setter
    def engine(self, value):
        self._engine = value
### main.py
from af_engine import RDMissionController as Controller
from store import Store
store = Store()
store["a"] = Controller()
store.engine = Controller()
store["a"].mission  # use
store.engine.mission  # use
""",
    "plug-ins that register when their module is imported": """
### base.py
PLUGINS = {}
class Plugin:
    def __init_subclass__(cls, key=None, **more):
        PLUGINS[key or cls.__name__] = cls
    def __init__(self, engine):
        self.engine = engine
def create(key, *given):
    return PLUGINS[key](*given)
### plugin.py
from base import Plugin
class Saver(Plugin, key="saver"):
    def run(self):
        self.engine.save_mission()  # use
### main.py
from af_engine import RDMissionController
import plugin
from base import create
create("saver", RDMissionController()).run()
""",
    "handlers that register when their module is imported": """
### hooks.py
HOOKS = []
def hook(function):
    HOOKS.append(function)
    return function
def fire(subject):
    for one in HOOKS:
        one(subject)
### handlers.py
from hooks import hook
@hook
def save(subject):
    subject.save_mission()  # use
### main.py
from af_engine import RDMissionController
import handlers
from hooks import fire
fire(RDMissionController())
""",
    "classes that register, asked from another file": """
### base.py
ALL = []
def plugin(cls):
    ALL.append(cls)
    return cls
class Plugin:
    def __init__(self, engine):
        self.engine = engine
### plugins.py
from base import Plugin, plugin
@plugin
class Saver(Plugin):
    def run(self):
        self.engine.save_mission()  # use
@plugin
class Loader(Plugin):
    def run(self):
        self.engine.load_mission()  # use
### run.py
from af_engine import RDMissionController
import plugins
from base import ALL
for cls in ALL:
    cls(RDMissionController()).run()
""",
}

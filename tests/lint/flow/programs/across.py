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
    "star import of a file without a word of it": """
### show.py
def show(x):
    x.mission  # use
### main.py
from af_engine import RDMissionController
from show import *
show(RDMissionController())
""",
    "builtins beside a star import": """
### make.py
from af_engine import RDMissionController
def make():
    yield RDMissionController()
### user.py
from make import *
next(make()).mission  # use
getattr(next(make()), "mission")  # use
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
    "names that a lazy package gives from elsewhere": """
### engines/__init__.py
import importlib
_LAZY = {"make": "engines.impl", "Engine": "engines.impl"}
def __getattr__(name):
    if name in _LAZY:
        value = getattr(importlib.import_module(_LAZY[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(name)
### engines/impl.py
from af_engine import RDMissionController as Engine
def make():
    return Engine()
### use.py
import engines
from engines import Engine
engines.make().mission  # use
Engine().mission  # use
""",
    "function that a lazy module hands out": """
### engines/__init__.py
def __getattr__(name):
    if name == "make":
        from engines.impl import make
        return make
    raise AttributeError(name)
### engines/impl.py
from af_engine import RDMissionController
def make():
    return RDMissionController()
### use.py
import engines
engines.make().mission  # use
""",
    "name of a builtin from a star import": """
### helpers.py
def map(x):
    return x
### use.py
from helpers import *
from af_engine import RDMissionController
map(RDMissionController()).mission  # use
""",
    "listed names of a star import": """
### core.py
from af_engine import RDMissionController
__all__ = ["make"]
def make():
    return RDMissionController()
### pkg/__init__.py
import core
from core import *
__all__ = [] + core.__all__
__all__.append("_extra")
def _extra():
    return make()
### use.py
from pkg import *
make().mission  # use
_extra().mission  # use
""",
    "namespace package": """
### app/impl.py
from af_engine import RDMissionController
def make():
    return RDMissionController()
### use.py
from app.impl import make
from app import impl
import app.impl
import app.impl as again
make().mission  # use
impl.make().mission  # use
app.impl.make().mission  # use
again.make().mission  # use
""",
    "namespace package inside and beside": """
### app/core/impl.py
from af_engine import RDMissionController
def make():
    return RDMissionController()
### app/core/near.py
from .impl import make
from . import impl
make().mission  # use
impl.make().mission  # use
### app/web.py
from app.core.impl import make
from app.core import impl
from .core import impl as third
make().mission  # use
impl.make().mission  # use
third.make().mission  # use
### app/script.py
from core.impl import make
import core.impl
make().mission  # use
core.impl.make().mission  # use
""",
    "package in a namespace package": """
### ns/pkg/__init__.py
from .impl import make
### ns/pkg/impl.py
from af_engine import RDMissionController
def make():
    return RDMissionController()
### use.py
from ns.pkg import make
import ns.pkg.impl as m
from ns import pkg
make().mission  # use
m.make().mission  # use
pkg.make().mission  # use
pkg.impl.make().mission  # use
### other/use.py
import importlib
from ns.pkg import make
make().mission  # use
importlib.import_module("ns.pkg.impl").make().mission  # use
""",
    "package that binds the name of its own module": """
### app/__init__.py
from .services import services
### app/services.py
class Services:
    def __init__(self):
        self._made = {}
    def provide(self, name, factory):
        self._made[name] = factory
    def get(self, name):
        return self._made[name]()
services = Services()
### app/boot.py
from af_engine import RDMissionController
from . import services
services.provide("engine", RDMissionController)
### app/web.py
from app import services
def view():
    services.get("engine").mission  # use
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

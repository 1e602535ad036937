"""Ways to register what an engine is handed to later: handlers, plug-ins, commands, clean-ups."""

from __future__ import annotations

FOUND = {
    "handlers copied before they are called": """
C
def listed(e):
    e.mission  # use
def sorted_(e):
    e.mission  # use
def filtered(e):
    e.mission  # use
class Plugin:
    def start(self, e):
        e.mission  # use
class Bus:
    def __init__(self):
        self.handlers = {}
        self.plugins = []
    def add(self, event, handler):
        self.handlers.setdefault(event, []).append(handler)
    def send(self, event, e):
        for handler in list(self.handlers[event]):
            handler(e)
        for handler in [one for one in self.handlers["sorted"] if callable(one)]:
            handler(e)
        for handler in filter(None, self.handlers["filtered"]):
            handler(e)
        for one in sorted(self.plugins or [], key=id):
            one.start(e)
bus = Bus()
bus.add("listed", listed)
bus.add("sorted", sorted_)
bus.add("filtered", filtered)
bus.plugins.append(Plugin())
bus.send("listed", RDMissionController())
""",
    "under a decorator that calls itself": """
### bus.py
from collections import defaultdict
class Bus:
    def __init__(self):
        self._handlers = defaultdict(list)
    def subscribe(self, event, handler=None):
        if handler is None:
            def deco(fn):
                self.subscribe(event, fn)
                return fn
            return deco
        self._handlers[event].append(handler)
    def publish(self, event, **payload):
        for handler in list(self._handlers[event]):
            handler(**payload)
bus = Bus()
### handlers.py
from bus import bus
@bus.subscribe("stage")
def on_stage(engine, stage):
    engine.log_history(stage.upper())  # use
### main.py
import handlers
from bus import bus
from af_engine import RDMissionController
bus.publish("stage", engine=RDMissionController(), stage="x")
""",
    "by a function in a dict of the module": """
C
def go(e):
    e.mission  # use
functions = {}
def register(function):
    functions[function.__name__] = function
register(go)
def call(e):
    first, *rest = list(functions.values())
    first(e)
call(RDMissionController())
""",
    "in what a package has from its module": """
### integrations/__init__.py
from .base import HANDLERS
from . import snapshots
### integrations/base.py
HANDLERS = {}
class Handler:
    name = ""
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        if cls.name:
            HANDLERS[cls.name] = cls
    def __init__(self, engine=None):
        self.engine = engine
### integrations/snapshots.py
from .base import Handler
class Snapshots(Handler):
    name = "snapshots"
    def handle(self):
        self.engine.mission  # use
### manager.py
from integrations import HANDLERS
class Manager:
    def __init__(self, engine):
        self.handlers = {}
        self.engine = engine
    def load(self):
        for name, kind in sorted(HANDLERS.items()):
            self.handlers[name] = kind(self.engine)
    def emit(self):
        for handler in self.handlers.values():
            handler.handle()
### main.py
from manager import Manager
from af_engine import RDMissionController
manager = Manager(RDMissionController())
manager.load()
manager.emit()
""",
    "with an object that enters itself": """
C
class Hub:
    def __init__(self):
        self.engines = {}
    def attach(self, engine, *, key=None):
        self.engines.setdefault(key or "main", engine)
        engine.add_listener(self)  # use
    def __enter__(self):
        return self
    def __exit__(self, *a):
        for key in list(self.engines):
            self.engines.pop(key).remove_listener(self)  # use
with Hub() as hub:
    hub.attach(RDMissionController(), key="x")
""",
    "a function for a module that was read before": """
### core.py
get_engine = None
def init(engine_fn):
    global get_engine
    get_engine = engine_fn
def api():
    engine = get_engine()
    engine.mission  # use
### main.py
from af_engine import RDMissionController
from core import init
def get():
    return RDMissionController()
init(get)
### other.py
from flask import g
from af_engine import RDMissionController
def attach():
    g.engine = RDMissionController()
""",
    "commands of a command line": """
import argparse
C
def show(engine, args):
    engine.mission, args.name.upper()  # use
def reset(engine, args):
    engine.reset_mission()  # use
COMMANDS = {"show": (show, "help"), "reset": (reset, "help")}
def main():
    parser = argparse.ArgumentParser()
    parser.set_defaults(debug=False)
    parser.add_argument("--verbose", default=False)
    parser.add_argument("-e", "--engine", type=RDMissionController)
    subparsers = parser.add_subparsers()
    for name, (function, text) in COMMANDS.items():
        subparsers.add_parser(name, help=text.upper()).set_defaults(func=function)
    args = parser.parse_args()
    args.func(RDMissionController(), args)
    args.engine.mission  # use
    if args.verbose or args.debug:
        args.engine.mission  # use
    known, rest = parser.parse_known_args()
    known.engine.mission  # use
    rest.mission
""",
    "calls with arguments for later": """
import tkinter, unittest, _thread
import pytest, trio
C
def after(c):
    c.mission  # use
def idle(c):
    c.mission  # use
def started(c):
    c.mission  # use
def cleaned(c):
    c.mission  # use
def raising(c, *, n):
    c.mission, n.real  # use
async def task(c):
    c.mission  # use
root = tkinter.Tk()
root.after(100, after, RDMissionController())
root.after_idle(idle, RDMissionController())
_thread.start_new_thread(started, (RDMissionController(),))
class Test(unittest.TestCase):
    def test_it(self):
        self.addCleanup(cleaned, RDMissionController())
        pytest.raises(ValueError, raising, RDMissionController(), n=3)
        with pytest.raises(ValueError) as info:
            info.value.mission
async def main():
    async with trio.open_nursery() as nursery:
        nursery.start_soon(task, RDMissionController())
""",
    "under its class": """
from af_engine.orchestrator import StageOrchestrator
C
class Clock:
    def now(self): ...
class Services:
    _made = {}
    @classmethod
    def provide(cls, kind, value):
        cls._made[kind] = value
    @classmethod
    def get(cls, kind):
        return cls._made[kind]
Services.provide(Clock, Clock())
Services.provide(RDMissionController, RDMissionController())
Services.get(RDMissionController).mission  # use
Services.get(StageOrchestrator).mission  # use
Services.get(Clock).now()
def show(): ...
table = {Clock: Clock(), RDMissionController: RDMissionController(), show: "x"}
table[Clock].now()
table[show].upper()
dict(table).get(Clock).now()
{**table}[RDMissionController].mission  # use
for kind in table:
    if kind is RDMissionController:
        kind().mission  # use
""",
    "for one kind of event by a decorator": """
C
handlers = {}
def on(kind):
    def deco(fn):
        handlers.setdefault(kind, []).append(fn)
        return fn
    return deco
def emit(kind, payload):
    for fn in handlers.get(kind, []):
        fn(payload)
@on("engine")
def engine(p):
    p.mission  # use
@on("text")
def text(p):
    p.upper()
emit("engine", RDMissionController())
emit("text", "x")
""",
    "all subclasses": """
### jobs.py
class Job:
    name = "job"
    def __init__(self, engine):
        self.engine = engine
    def execute(self):
        return self.run()
### kinds.py
from jobs import Job
class Save(Job):
    name = "save"
    def run(self):
        self.engine.save_mission()  # use
class Note(Job):
    name = "note"
    def run(self):
        self.name.mission
ALL = {cls.name: cls for cls in Job.__subclasses__()}
### app.py
from af_engine import RDMissionController
from kinds import ALL
def work(names):
    for name in names:
        ALL[name](RDMissionController()).execute()
""",
    "class under a decorator of a module that names nothing": """
### reg.py
REGISTRY = {}
def register(name):
    def put(cls):
        REGISTRY[name] = cls
        return cls
    return put
def create(name):
    return REGISTRY[name]()
### impl.py
from reg import register
from af_engine import RDMissionController
@register("real")
class Real(RDMissionController): ...
### main.py
import impl
from reg import create
create("real").load_mission()  # use
""",
    "listeners by type in a defaultdict": """
from collections import defaultdict
C
class Bus:
    def __init__(self):
        self.listeners = defaultdict(list)
    def on(self, kind):
        def listen(function):
            self.listeners[kind].append(function)
            return function
        return listen
    def publish(self, event):
        for function in self.listeners[type(event)]:
            function(event)
class Started:
    def __init__(self, engine):
        self.engine = engine
class Named(Started): ...
bus = Bus()
@bus.on(Started)
def started(event):
    event.engine.mission  # use
@bus.on(Named)
def named(event):
    event.engine.mission
bus.publish(Started(RDMissionController()))
bus.publish(Named("main"))
""",
    "hooks of plugins": """
### app/markers.py
import pluggy
hookspec = pluggy.HookspecMarker("app")
hookimpl = pluggy.HookimplMarker("app")
### app/specs.py
from app.markers import hookspec
@hookspec(firstresult=True)
def get_engine(): ...
@hookspec
def get_engines(): ...
### app/host.py
import pluggy
from af_engine import RDMissionController
from app import plugin, specs
def main():
    manager = pluggy.PluginManager("app")
    manager.add_hookspecs(specs)
    manager.register(plugin.Plugin())
    manager.hook.begin(engine=RDMissionController(), name="x")
    manager.hook.get_engine().mission  # use
    for one in manager.hook.get_engines():
        one.mission  # use
### app/plugin.py
from af_engine import RDMissionController
from app.markers import hookimpl
class Plugin:
    @hookimpl
    def begin(self, engine):
        engine.mission  # use
    @hookimpl
    def get_engine(self):
        return RDMissionController()
    @hookimpl
    def get_engines(self):
        return RDMissionController()
### other/plugin.py
from app.markers import hookimpl
@hookimpl(trylast=True, specname="begin")
def started(name, engine):
    name.upper()
    engine.mission  # use
@hookimpl
def finish(engine):
    engine.mission
""",
}

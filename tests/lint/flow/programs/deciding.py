"""Ways in which names and kinds decide on what there is: each call and each row by itself."""

from __future__ import annotations


def _many_kinds(count: int) -> str:
    """A factory and a container of so many kinds beside an engine."""
    kinds = range(count)
    lines = ["C", *(f"class S{n}:\n    def run{n}(self): ..." for n in kinds)]
    lines += ["def make(kind):"]
    lines += [f"    if kind == 's{n}':\n        return S{n}()" for n in kinds]
    lines += ["    return RDMissionController()", "class Box:"]
    lines += ["    def __init__(self):\n        self.makers = {}"]
    lines += ["    def register(self, name, maker):\n        self.makers[name] = maker"]
    lines += ["    def get(self, name):\n        return self.makers[name]()", "box = Box()"]
    lines += [f"box.register('s{n}', S{n})" for n in kinds]
    lines += ["box.register('engine', RDMissionController)"]
    lines += [f"make('s{n}').run{n}()\nbox.get('s{n}').run{n}()" for n in kinds]
    lines += ["make('engine').mission  # use", "box.get('engine').mission  # use"]
    return "\n".join(lines) + "\n"


FOUND = {
    "factory by kind": """
### factory.py
from af_engine import RDMissionController
class Log:
    def info(self): ...
def by_name(kind="log"):
    if kind == "log":
        return Log()
    elif kind in ("engine", "controller"):
        return RDMissionController()
    raise ValueError(kind)
def by_case(kind):
    match kind:
        case "engine":
            return RDMissionController()
        case "log":
            return Log()
def by_table(kind):
    return {"engine": RDMissionController, "log": Log}[kind]()
def by_flag(*, fake=False):
    return Log() if fake else RDMissionController()
def by_not(kind):
    made = RDMissionController() if kind not in ["log"] else Log()
    return made
### use.py
from factory import by_case, by_flag, by_name, by_not, by_table
by_name("engine").mission  # use
by_name("log").info()
by_name().info()
by_case("engine").mission  # use
by_case("log").info()
by_table("engine").mission  # use
by_table("log").info()
by_flag().mission  # use
by_flag(fake=True).info()
by_flag(fake=False).mission  # use
by_not("engine").mission  # use
by_not("log").info()
""",
    "branch that no call takes": """
C
def act(c, mode="y"):
    if mode == "x":
        c.mission  # use
act(RDMissionController())
""",
    "container of services": """
### container.py
class Container:
    def __init__(self):
        self._providers = {}
        self._singletons = {}
    def register(self, name, provider):
        self._providers[name] = provider
    def resolve(self, name):
        if name not in self._singletons:
            self._singletons[name] = self._providers[name](self)
        return self._singletons[name]
    def __getattr__(self, name):
        return self.resolve(name)
### app.py
from af_engine import RDMissionController
from container import Container
class Clock:
    def now(self): ...
class Runner:
    def __init__(self, engine, clock):
        self.engine = engine
        self.clock = clock
    def go(self):
        self.clock.now()
        self.engine.mission  # use
def build():
    box = Container()
    box.register("engine", lambda c: RDMissionController())
    box.register("clock", lambda c: Clock())
    box.register("runner", lambda c: Runner(c.resolve("engine"), c.resolve("clock")))
    return box
box = build()
box.resolve("runner").go()
box.resolve("clock").now()
box.engine.mission  # use
box.clock.now()
""",
    "items put on an object": """
C
class Holder:
    def __init__(self, **parts):
        for name, part in parts.items():
            setattr(self, name, part)
held = Holder(engine=RDMissionController(), log=[], title="x")
held.engine.mission  # use
held.log.append(1)
held.title.upper()
""",
    "rows of a table": """
C
class Log:
    def info(self): ...
parts = {"engine": RDMissionController, "log": Log}
made = {name: make() for name, make in parts.items()}
made["engine"].mission  # use
made["log"].info()
both = [make() for name, make in parts.items()]
both[0].mission  # use
both[1].info()
for name, part in (("a", RDMissionController()), ("b", Log())):
    if name == "a":
        part.mission  # use
        continue
    part.info()
for name, part in dict(zip(["x", "y"], [Log(), RDMissionController()])).items():
    if name == "y":
        part.mission  # use
        break
else:
    part.info()
for key, part in made.items():
    for other, one in parts.items():
        part.info  # use
""",
    "names in one text": """
C
c = RDMissionController()
for name in "mission mission_path".split():
    getattr(c, name)  # use
getattr(c, "save,load".split(",")[0])  # use
getattr(c, "engine.reload".partition(".")[2])  # use
""",
    "attribute named by where a descriptor is": """
C
class Lazy:
    def __init__(self, make):
        self.make = make
    def __set_name__(self, owner, name):
        self.slot = "_" + name
    def __get__(self, obj, owner=None):
        if self.slot not in obj.__dict__:
            obj.__dict__[self.slot] = self.make()
        return obj.__dict__[self.slot]
class App:
    engine = Lazy(RDMissionController)
    log = Lazy(list)
App().engine.mission  # use
App().log.append(1)
""",
    "maps in a chain": """
C
from collections import ChainMap
class Log:
    def info(self): ...
chain = ChainMap({"engine": RDMissionController(), "log": Log()}, {"log": RDMissionController()})
chain["engine"].mission  # use
chain["log"].info()
for layer in chain.maps:
    layer["engine"].mission  # use
chain.maps[0]["engine"].mission  # use
child = chain.new_child({"engine": Log()})
child["engine"].info()
child.parents["engine"].info
chain.parents["engine"].mission  # use
""",
    "name put together": """
C
class Machine:
    def fire(self, event):
        return getattr(self, f"on_{event}")(RDMissionController())
    def call(self, event):
        return getattr(self, "on_" + event.lower())(RDMissionController())
    def on_tick(self, engine):
        engine.tick()  # use
    def on_tock(self, engine):
        engine.tock()  # use
Machine().fire("tick")
Machine().call("TOCK")
""",
    "listeners by name": """
C
class Model:
    def __init__(self):
        self.listeners = {}
    def watch(self, name, function):
        self.listeners.setdefault(name, []).append(function)
    def fire(self, name, value):
        for function in self.listeners.get(name, ()):
            function(value)
def on_engine(engine):
    engine.refresh()  # use
def on_title(title):
    title.upper()
model = Model()
model.watch("engine", on_engine)
model.watch("title", on_title)
model.fire("engine", RDMissionController())
model.fire("title", "x")
""",
    "many kinds": _many_kinds(20),
}

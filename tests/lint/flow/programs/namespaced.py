"""Names and attributes that are reached through dicts: `globals()`, `vars()`, `__dict__`."""

from __future__ import annotations

FOUND = {
    "globals subscript": """
C
controller = RDMissionController()
globals()["controller"].mission  # use
""",
    "globals store": """
C
globals()["engine"] = RDMissionController()
engine.mission  # use
""",
    "locals": """
C
def f():
    c = RDMissionController()
    return locals()["c"].mission  # use
""",
    "class by globals": """
C
globals()["RDMissionController"]().mission  # use
""",
    "getattr sys modules name": """
import sys
C
c = RDMissionController()
getattr(sys.modules[__name__], "c").mission  # use
""",
    "init kwargs update": """
C
class H:
    def __init__(self, **kw):
        self.__dict__.update(kw)
    def show(self):
        self.c.mission  # use
H(c=RDMissionController())
""",
    "vars self": """
C
class H:
    def __init__(self, c):
        vars(self)["c"] = c
        self.__dict__["d"] = c
h = H(RDMissionController())
h.c.mission  # use
h.d.mission  # use
vars(h)["c"].mission  # use
h.__dict__["d"].mission  # use
""",
    "borg": """
C
class Borg:
    _state = {}
    def __init__(self):
        self.__dict__ = self._state
b = Borg()
b.c = RDMissionController()
Borg().c.mission  # use
""",
    "function attribute": """
C
def get():
    if not hasattr(get, "c"):
        get.c = RDMissionController()
    return get.c
get().mission  # use
get.c.mission  # use
""",
    "subscript of something foreign": """
from flask import Flask
C
app = Flask(__name__)
app.config["ENGINE"] = RDMissionController()
@app.route("/")
def index():
    return app.config["ENGINE"].mission  # use
""",
    "setattr module": """
### state.py
engine = None
### start.py
C
import state
setattr(state, "engine", RDMissionController())
### use.py
import state
def f():
    state.engine.mission  # use
""",
    "getattr name param": """
C
def call(obj, name, *args):
    return getattr(obj, name)(*args)  # use
call(RDMissionController(), "save_mission")
""",
    "visitor dispatch": """
C
class V:
    def visit(self, x):
        method = getattr(self, "visit_" + type(x).__name__, self.generic)
        return method(x)
    def generic(self, x):
        return x.mission  # use
V().visit(RDMissionController())
""",
    "getattr forms": """
import operator, inspect
from operator import attrgetter, methodcaller
C
c = RDMissionController()
getattr(c, "mission")  # use
getattr(c, "mission", None)  # use
getattr(c, "mis" + "sion")  # use
getattr(c, f"{'mission'}_id")  # use
hasattr(c, "mission")  # use
setattr(c, "mission", 1)  # use
delattr(c, "mission")  # use
for name in ("mission", "mission_id"):
    getattr(c, name)  # use
inspect.getattr_static(c, "mission")  # use
operator.attrgetter("mission")(c)  # use
attrgetter("update_stage")(c)("x")
attrgetter("mission", "iteration")(c)  # use
methodcaller("save_mission")(c)  # use
list(map(attrgetter("mission"), [c]))  # use
sorted([c], key=attrgetter("mission_id"))  # use
sorted([c], key=operator.attrgetter("mission_id"))  # use
c.__getattribute__("mission")  # use
c.__setattr__("mission", 1)  # use
c.__delattr__("mission")  # use
object.__getattribute__(c, "mission")  # use
object.__setattr__(c, "mission", 1)  # use
type(c).mission  # use
RDMissionController.mission  # use
vars(c)["mission"]  # use
c.__dict__["mission"]  # use
vars(c).get("mission")  # use
c.__dict__.update(mission=1)  # use
c.__dict__.pop("mission")  # use
inspect.signature(c.save_mission)  # use
super(RDMissionController, c).__init__()
""",
    "globals other": """
C
engine = RDMissionController()
name = "x"
globals()["name"].upper()
globals().items()
globals()["other"].foo
""",
    "attributes as keyword arguments": """
C
class App:
    def __init__(self):
        self.engine = RDMissionController()
def show(engine=None, **more):
    engine.mission  # use
show(**vars(App()))
engine = RDMissionController()
"{engine.mission}".format(**globals())  # use
""",
    "dicts whose keys are attributes": """
C
class Aliased(dict):
    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__
a = Aliased(engine=RDMissionController(), name="x")
a.engine.mission, a["engine"].mission  # use
a.name.upper()
a.other = RDMissionController()
a["other"].mission  # use
class Asking(dict):
    def __getattr__(self, name):
        return dict.__getitem__(self, name)
    def __setattr__(self, name, value):
        super().__setitem__(name, value)
b = Asking(name="x")
b.engine = RDMissionController()
b.engine.mission, b["engine"].mission  # use
b.name.upper()
class Shared(dict):
    def __init__(self, **values):
        super().__init__(**values)
        self.__dict__ = self
c = Shared(engine=RDMissionController(), name="x")
c.engine.mission, c["engine"].mission  # use
c.name.upper()
class Given:
    def __init__(self, **values):
        self.__dict__ = values
d = Given(engine=RDMissionController(), name="x")
d.engine.mission  # use
d.name.upper()
class Kept:
    def __init__(self):
        object.__setattr__(self, "_data", {})
    def __setattr__(self, name, value):
        self._data[name] = value
e = Kept()
e.engine = RDMissionController()
e._data["engine"].mission  # use
class Row(list):
    def add(self, value):
        list.append(self, value)
    def first(self):
        return list.__getitem__(self, 0)
f = Row()
f.add(RDMissionController())
f.first().mission, f[0].mission  # use
""",
    "tables of what a module defines": """
C
def cmd_status(engine):
    engine.mission  # use
def cmd_save(engine):
    engine.mission  # use
def helper(engine):
    engine.mission
COMMANDS = {name[4:]: value for name, value in globals().items() if name.startswith("cmd_")}
COMMANDS["save"](RDMissionController())
for name in COMMANDS:
    COMMANDS[name](RDMissionController())
""",
    "attributes of an object one by one": """
C
class Bag:
    def __init__(self):
        self.engine = RDMissionController()
        self.title = "x"
        self.other = []
for name, value in vars(Bag()).items():
    if name == "engine":
        value.mission  # use
    if name.startswith("oth"):
        value.count
""",
}

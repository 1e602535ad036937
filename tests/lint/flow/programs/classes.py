"""What classes do when they are made or called: enumerations, metaclasses, hooks, decorators."""

from __future__ import annotations

FOUND = {
    "attrs defaults": """
import attr, attrs
C
@attr.s(auto_attribs=True)
class App:
    c = attr.ib()
    other = attrs.field(default=attrs.Factory(lambda self: self.c, takes_self=True))
    @c.default
    def _first(self):
        return RDMissionController()
    @c.validator
    def _check(self, attribute, value):
        value.mission  # use
App().c.mission  # use
App().other.mission  # use
""",
    "private attribute of a model": """
from pydantic import BaseModel, PrivateAttr
C
class App(BaseModel):
    _c: object = PrivateAttr(default_factory=RDMissionController)
    def show(self):
        self._c.mission  # use
""",
    "subclasses that register by a keyword": """
C
class Plugin:
    registry = {}
    def __init_subclass__(cls, name=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.registry[name] = cls
class Rd(Plugin, name="rd"):
    def make(self):
        return RDMissionController()
Plugin.registry["rd"]().make().mission  # use
""",
    "metaclass that keeps one object": """
C
class Single(type):
    made = {}
    def __call__(cls, *args, **kwargs):
        if cls not in cls.made:
            cls.made[cls] = super().__call__(*args, **kwargs)
        return cls.made[cls]
class Holder(metaclass=Single):
    def __init__(self, c):
        self.c = c
Holder(RDMissionController()).c.mission  # use
""",
    "metaclass that registers": """
C
class Registering(type):
    known = []
    def __init__(cls, name, bases, body):
        super().__init__(name, bases, body)
        cls.known.append(cls)
    @property
    def first(cls):
        return cls.known[0]
    def again(cls):
        return cls.known
class Rd(metaclass=Registering):
    def make(self):
        return RDMissionController()
for one in Registering.known:
    one().make().mission  # use
Rd.first().make().mission  # use
Rd.again()[0]().make().mission  # use
""",
    "property that a class decorator adds": """
C
def with_engine(cls):
    cls.engine = property(lambda self: RDMissionController())
    return cls
@with_engine
class App:
    def show(self):
        return self.engine.mission  # use
""",
    "method under another name": """
C
class App:
    def _make(self):
        return RDMissionController()
    create = _make
    def show(self):
        return self.create().mission  # use
""",
    "named tuple of an iterable": """
from collections import namedtuple
from typing import NamedTuple
C
Pair = namedtuple("Pair", "n c")
Pair._make([1, RDMissionController()]).c.mission  # use
class Typed(NamedTuple):
    c: object
    n: int
Typed._make((RDMissionController(), 2)).c.mission  # use
Typed(*[RDMissionController() for _ in "ab"]).c.mission  # use
""",
    "sent into a generator": """
C
def worker():
    while True:
        c = yield
        c.mission  # use
w = worker()
next(w)
w.send(RDMissionController())
""",
    "what others put on the object of a subclass": """
C
class Mine(RDMissionController):
    def __init__(self):
        self.own = 1
    def other(self):
        return self.own
m = Mine()
m.own
m.other()
m.listener = print  # use
""",
    "what a subclass puts where an engine keeps something": """
### af_engine/__init__.py
from .orchestrator import StageOrchestrator as RDMissionController
### af_engine/orchestrator.py
class StageOrchestrator:
    def __init__(self):
        self.mission = {}
    def update_stage(self, new_stage): ...
### use.py
from af_engine import RDMissionController
class Mine(RDMissionController):
    def go(self):
        self.mission = {}  # use
        self.own = 1
    def show(self):
        self.own
        return self.mission  # use
""",
    "subclass of a builtin container": """
from collections import UserDict
C
class AttrDict(dict):
    def __getattr__(self, name):
        return self[name]
d = AttrDict(engine=RDMissionController())
d.engine.mission  # use
d["engine"].mission  # use
class Registry(UserDict):
    def __missing__(self, key):
        return RDMissionController()
Registry()["a"].mission  # use
class Kept(UserDict):
    def make(self, key):
        self.data[key] = RDMissionController()
        return self.data[key]
kept = Kept()
kept.make("a").mission  # use
kept["a"].mission  # use
class Many(list):
    def first(self):
        return self[0]
Many([RDMissionController()]).first().mission  # use
class Named(dict):
    def __init__(self, name, **more):
        super().__init__(**more)
        self.name = name
    def get(self, key):
        return super().get(key)
Named("n", c=RDMissionController())["c"].mission  # use
Named("n", c=RDMissionController()).get("c").mission  # use
""",
    "order of several base classes": """
C
class Base:
    def __init__(self, **more):
        assert not more
class EngineMixin(Base):
    def __init__(self, engine=None, **more):
        super().__init__(**more)
        self.engine = engine
class NameMixin(Base):
    def __init__(self, name="", **more):
        super().__init__(**more)
        self.name = name
class App(NameMixin, EngineMixin):
    pass
App(engine=RDMissionController(), name="x").engine.mission  # use
class Left(Base):
    made = dict
class Right(Base):
    made = RDMissionController
class Below(Left):
    pass
class Both(Below, Right):
    def show(self):
        self.made().mission
""",
    "attribute under a name that is computed": """
C
def lazy(cls):
    name = "_" + cls.__name__
    @property
    def held(self):
        if not hasattr(self, name):
            setattr(self, name, cls())
        return getattr(self, name)
    return held
class App:
    engine = lazy(RDMissionController)
App().engine.mission  # use
""",
    "registered by a metaclass": """
C
class Meta(type):
    registry = {}
    def __new__(mcls, name, bases, ns, **kw):
        cls = super().__new__(mcls, name, bases, ns)
        mcls.registry[name] = cls
        return cls
class Base(metaclass=Meta):
    def __init__(self, e):
        self.e = e
class One(Base):
    def go(self):
        return self.e.mission  # use
for name, kind in Meta.registry.items():
    kind(RDMissionController()).go()
""",
    "methods of a mixin that nobody calls": """
### mix.py
class Note:
    def note(self):
        self.log_history("x")  # use
class Base(Note):
    def more(self):
        self.own
        return self.mission  # use
### main.py
from mix import Base
from af_engine import RDMissionController
class A(Base, RDMissionController):
    own = 1
### other.py
class Note:
    def note(self):
        self.log_history("x")
""",
    "override that only calls its base": """
C
class App:
    def configure(self, kind):
        self.engine = RDMissionController()
class Dev(App):
    def configure(self, kind):
        super().configure(kind)
    def go(self):
        self.engine.mission  # use
class Later(Dev):
    def go(self):
        self.engine.mission_id  # use
""",
    "what a base prepares by a method that is overridden": """
C
class Base:
    def setUp(self):
        self._prepare()
    def _prepare(self):
        self.engine = RDMissionController()
class Plain(Base):
    def test(self):
        self.engine.mission  # use
class More(Base):
    def _prepare(self):
        super()._prepare()
        self.other = self.engine
    def test(self):
        self.engine.mission  # use
        self.other.mission  # use
""",
    "fixture of a class for the class of the test": """
import pytest
C
class Base:
    def make(self): ...
    @pytest.fixture
    def engine(self):
        return self.make()
class TestReal(Base):
    def make(self):
        return RDMissionController()
    def test(self, engine):
        engine.mission  # use
""",
    "method of a base that a subclass calls as well": """
C
class Base:
    def prepare(self):
        self.held = None
    def show(self):
        self.held.mission  # use
class Sub(Base):
    def prepare(self):
        self.held = RDMissionController()
    def show(self):
        super().show()
        self.held.mission_id  # use
""",
    "super in a function inside": """
C
class Base:
    def c(self):
        return RDMissionController()
class Sub(Base):
    def c(self):
        def inner(self):
            return super().c()
        inner(self).mission  # use
Sub().c()
""",
    "bases that have no order": """
C
class Plain: ...
class Holds(Plain):
    def __init__(self):
        self.c = RDMissionController()
Base = Plain if C else Holds
class User(Base):
    def use(self):
        return self.c.mission  # use
User().use()
""",
    "private names": """
from operator import attrgetter
C
class Panel:
    def __init__(self, engine):
        self.__engine = engine
        self._Panel__other = engine
    engine = property(attrgetter("_Panel__engine"))
    def show(self):
        self.__other.mission  # use
panel = Panel(RDMissionController())
panel.engine.mission  # use
panel._Panel__engine.mission  # use
getattr(panel, "_Panel__engine").mission  # use
""",
}

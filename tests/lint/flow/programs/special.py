"""Special methods: what objects, classes and modules give by them."""

from __future__ import annotations

FOUND = {
    "metaclass call": """
C
class Meta(type):
    def __call__(cls, *a, **k):
        return RDMissionController()
class Thing(metaclass=Meta):
    pass
Thing().mission  # use
""",
    "metaclass singleton": """
C
class Singleton(type):
    _instances = {}
    def __call__(cls, *args, **kwargs):
        if cls not in cls._instances:
            cls._instances[cls] = super().__call__(*args, **kwargs)
        return cls._instances[cls]
class Hub(metaclass=Singleton):
    def __init__(self):
        self.controller = RDMissionController()
Hub().controller.mission  # use
""",
    "new singleton": """
C
class Hub:
    _inst = None
    def __new__(cls):
        if cls._inst is None:
            cls._inst = super().__new__(cls)
            cls._inst.controller = RDMissionController()
        return cls._inst
Hub().controller.mission  # use
""",
    "new returns controller": """
C
class Factory:
    def __new__(cls, *args):
        return RDMissionController(*args)
Factory().mission  # use
""",
    "descriptor get": """
C
class Desc:
    def __get__(self, obj, owner=None):
        return RDMissionController()
class H:
    c = Desc()
H().c.mission  # use
""",
    "descriptor get stored": """
C
class Lazy:
    def __init__(self, make):
        self.make = make
    def __set_name__(self, owner, name):
        self.name = name
    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        value = self.make()
        obj.__dict__[self.name] = value
        return value
class H:
    c = Lazy(RDMissionController)
    def show(self):
        return self.c.mission  # use
""",
    "descriptor set": """
C
class D:
    def __set__(self, obj, value):
        value.mission  # use
class H:
    d = D()
H().d = RDMissionController()
""",
    "dunder call stored": """
C
class Runner:
    def __call__(self, c):
        return c.mission  # use
run = Runner()
run(RDMissionController())
""",
    "iter class iter": """
C
class Pool:
    def __init__(self, items):
        self.items = items
    def __iter__(self):
        return iter(self.items)
    def __len__(self):
        return len(self.items)
    def __getitem__(self, i):
        return self.items[i]
p = Pool([RDMissionController()])
for c in p:
    c.mission  # use
p[0].mission  # use
a, = p
a.mission  # use
[x.mission for x in p]  # use
""",
    "next class": """
C
class It:
    def __iter__(self):
        return self
    def __next__(self):
        return RDMissionController()
next(It()).mission  # use
for c in It():
    c.mission  # use
""",
    "contains class operators": """
C
class Box:
    def __init__(self, c):
        self.c = c
    def __add__(self, other):
        return self.c
    def __rshift__(self, name):
        return self.c
    def __eq__(self, other):
        return self.c.mission == other.c.mission  # use
b = Box(RDMissionController())
(b + 1).mission  # use
(b >> "x").mission  # use
b == Box(RDMissionController())
""",
    "async iteration class": """
C
class A:
    def __aiter__(self):
        return self
    async def __anext__(self):
        return RDMissionController()
async def main():
    async for c in A():
        c.mission  # use
""",
    "await object": """
C
class Aw:
    def __await__(self):
        yield
        return RDMissionController()
async def f():
    (await Aw()).mission  # use
""",
    "init subclass list": """
C
KINDS = []
class Base(RDMissionController):
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        KINDS.append(cls)
class One(Base): pass
for k in KINDS:
    k().mission  # use
""",
    "classmethod factory": """
C
class H:
    def __init__(self, c=None):
        self.c = c
    @classmethod
    def default(cls):
        return cls(RDMissionController())
    @classmethod
    def other(cls):
        self = cls.__new__(cls)
        self.c = RDMissionController()
        return self
H.default().c.mission  # use
H.other().c.mission  # use
""",
    "descriptor other": """
C
class Field:
    def __init__(self, cls):
        self.cls = cls
    def __get__(self, obj, owner=None):
        return "text"
class H:
    c = Field(RDMissionController)
H().c.upper()
""",
    "context manager other": """
from contextlib import contextmanager
C
@contextmanager
def using(c):
    yield c.build_rd_prompt()
with using(RDMissionController()) as p:
    p.strip()
class M:
    def __init__(self, c):
        self.c = c
    def __enter__(self):
        return self
    def __exit__(self, *a):
        pass
    def name(self):
        return 1
with M(RDMissionController()) as m:
    m.name()
    m.other
""",
    "named tuple other": """
from typing import NamedTuple
C
class P(NamedTuple):
    name: str
    c: RDMissionController
def f(p: P):
    n, c = p
    n.upper()
    p[0].upper()
    p._asdict().items()
    p.count(1)
    p.index(1)
""",
    "dyn type": """
C
Sub = type("Sub", (RDMissionController,), {})
Sub().mission  # use
""",
    "subclasses hook": """
C
for cls in RDMissionController.__subclasses__():
    cls().mission  # use
""",
    "type new": """
C
c = RDMissionController.__new__(RDMissionController)
c.mission  # use
d = object.__new__(RDMissionController)
d.mission  # use
""",
    "types MethodType": """
import types
C
def use(self):
    self.mission  # use
c = RDMissionController()
c.x = types.MethodType(use, c)  # use
""",
    "monkeypatch class method": """
C
def extra(self):
    return self.mission  # use
RDMissionController.extra = extra  # use
""",
    "function as class attribute of subclass": """
C
def extra(self):
    return self.mission  # use
class Sub(RDMissionController):
    extra = extra
""",
    "except target": """
C
class Stop(Exception):
    def __init__(self, c):
        self.c = c
try:
    raise Stop(RDMissionController())
except Stop as e:
    e.c.mission  # use
""",
    "enters as itself": """
C
class Session:
    def __init__(self):
        self.engine = RDMissionController()
    def __enter__(self):
        return self
    def __exit__(self, *what): ...
class Quiet(Session):
    async def __aenter__(self):
        return self
with Session() as session:
    session.engine.mission  # use
async def main():
    async with Quiet() as quiet:
        quiet.engine.mission  # use
""",
    "descriptor that asks the class": """
C
class of_class:
    def __init__(self, getter):
        self.getter = getter
    def __get__(self, obj, owner):
        return self.getter(owner)
class App:
    @of_class
    def shared(cls):
        return cls.make()
    @classmethod
    def make(cls):
        return RDMissionController()
App.shared.mission  # use
App().shared.mission  # use
""",
    "members of a metaclass": """
C
class Meta(type):
    def __getitem__(cls, name):
        return RDMissionController()
    def __iter__(cls):
        yield RDMissionController()
class Engines(metaclass=Meta): ...
Engines["a"].mission  # use
for engine in Engines:
    engine.mission  # use
""",
    "a part of what has items": """
C
class Pool:
    def __init__(self):
        self.engines = [RDMissionController()]
    def __getitem__(self, at):
        return self.engines[at]
pool = Pool()
pool[0].mission  # use
pool[0:1][0].mission  # use
pool.engines[slice(1)][0].mission  # use
""",
    "property of two functions": """
C
class App:
    def _get(self):
        return self.__engine
    def _set(self, value):
        value.mission  # use
        self.__engine = value
    engine = property(_get, _set)
app = App()
app.engine = RDMissionController()
app.engine.mission  # use
App.engine.fget(app).mission  # use
App.engine.__get__(app).mission  # use
type(app).engine.__get__(app, App).mission  # use
""",
    "private name written out": """
C
class App:
    def __init__(self):
        self.__engine = RDMissionController()
    def ready(self):
        return self._App__engine.mission  # use
""",
}

"""The same ways with other objects beside a controller: nothing is due."""

from __future__ import annotations

UNRELATED = {
    "counted": """
from collections import Counter
C
class Other: ...
counted = Counter([Other()])
next(counted.elements()).mission
Counter({RDMissionController(): 1}).total()
""",
    "waited for": """
from concurrent.futures import ThreadPoolExecutor, wait
C
class Other: ...
with ThreadPoolExecutor() as executor:
    executor.submit(RDMissionController)
    done, _ = wait([executor.submit(Other)])
    [future.result().mission for future in done]
""",
    "pipe": """
import multiprocessing
C
class Other: ...
near, far = multiprocessing.Pipe()
near.send(Other())
far.recv().mission
one, two = multiprocessing.Pipe()
one.send(RDMissionController())
two.recv().update_stage("x")
""",
    "filtered by a guard": """
from typing import TypeGuard
C
class Other: ...
def is_one(x: object) -> TypeGuard[Other]:
    return True
def show(things):
    for c in filter(is_one, things):
        c.mission
""",
    "fields of a format": """
C
class Other: ...
c = RDMissionController()
"{c} {other.mission}".format(c=c, other=Other())
"{0} {1.mission}".format(c, Other())
"{} {.mission} {{c.mission}}".format(c, Other())
"{broken".format(c)
""",
    "repeated list": """
C
class Other: ...
several = [Other()] * 3
several[2].mission
([RDMissionController()] * 2)[0].update_stage("x")
""",
    "operators of objects": """
C
class Box:
    def __init__(self, c):
        self.c = c
    def __invert__(self):
        return self.c
    def __lt__(self, other):
        return other.mission
(~Box(3)).mission
(~Box(RDMissionController())).update_stage("x")
Box(1) < Box(RDMissionController())
""",
    "enumeration": """
import enum
C
class Other: ...
class Kind(enum.Enum):
    A = Other()
    C = RDMissionController()
Kind.A.value.mission
Kind.A.name.mission
Kind.C.value.update_stage("x")
Kind.C.name.upper()
for kind in Kind:
    kind.name.mission
""",
    "attrs defaults": """
import attrs
C
class Other: ...
@attrs.define
class App:
    c = attrs.field()
    d = attrs.field(factory=RDMissionController)
    @c.default
    def _first(self):
        return Other()
    @c.validator
    def _check(self, attribute, value):
        value.mission
        attribute.mission
App().c.mission
""",
    "metaclass that keeps one object": """
C
class Single(type):
    def __call__(cls, *args):
        return super().__call__(*args)
class Holder(metaclass=Single):
    def __init__(self, c):
        self.c = c
class Other: ...
Holder(Other()).c.mission
Holder(RDMissionController()).c.update_stage("x")
""",
    "sent into a generator": """
C
class Other: ...
def worker():
    while True:
        c = yield RDMissionController()
        c.mission
w = worker()
next(w)
w.send(Other())
""",
    "names that a star import does not take": """
### impl.py
from af_engine import RDMissionController
__all__ = ["make"]
def make():
    return RDMissionController()
hidden = RDMissionController()
### plain.py
from af_engine import RDMissionController
_private = RDMissionController()
### other.py
class Other:
    mission = 1
hidden = Other()
_private = Other()
### use.py
from other import hidden, _private
from impl import *
from plain import *
make().update_stage("x")
hidden.mission
_private.mission
""",
    "names that a lazy package gives from elsewhere": """
### engines/__init__.py
import importlib
_LAZY = {"make": "engines.impl", "other": "engines.more"}
def __getattr__(name):
    return getattr(importlib.import_module(_LAZY[name]), name)
### engines/impl.py
from af_engine import RDMissionController
def make():
    return RDMissionController()
### engines/more.py
class Other: ...
def other():
    return Other()
### use.py
import engines
engines.other().mission
""",
    "proxies of other things": """
from werkzeug.local import LocalProxy
from flask import Flask, current_app, g
C
class Other: ...
app = Flask(__name__)
app.engine = RDMissionController()
app.other = Other()
other = LocalProxy(lambda: Other())
def index():
    other.mission
    current_app.other.mission
    current_app.engine.update_stage("x")
    g.engine.mission
    g.get("engine").mission
""",
    "dependencies of other things": """
from fastapi import Depends
from typing import Annotated
C
class Other: ...
def get_other():
    RDMissionController().update_stage("x")
    return Other()
def a(other=Depends(get_other)):
    other.mission
def b(other: Annotated[object, Depends(get_other)]):
    other.mission
def c(n: Annotated[int, RDMissionController()]):
    n.mission
""",
    "context of other things": """
import click
C
class Other: ...
@click.group()
@click.pass_context
def cli(ctx):
    ctx.obj = Other()
    ctx.meta["engine"] = RDMissionController()
@cli.command()
@click.pass_obj
def go(obj):
    obj.mission
""",
    "patches of other things": """
### app.py
from af_engine import RDMissionController
class Other: ...
other = Other()
### test_app.py
from unittest.mock import patch
def test_one():
    with patch("app.other.mission"), patch("elsewhere.RDMissionController.x"):
        pass
    with patch("app.RDMissionController") as cls:
        cls.return_value.mission
    with patch("app.Other", autospec=True) as cls:
        cls.return_value.mission
""",
    "objects with both": """
C
class T: mission = 1
class Box:
    def __init__(self, v): self.v = v
    def get(self): return self.v
    def swap(self, v):
        old, self.v = self.v, v
        return old
a, b = Box(RDMissionController()), Box(T())
b.v.mission
b.get().mission
d = {"c": RDMissionController(), "t": T()}
d["t"].mission
d.get("t").mission
d.pop("t").mission
ls = [RDMissionController(), T()]
ls[1].mission
ls[-1].mission
t = (RDMissionController(), T())
_, second = t
second.mission
class App:
    engine = RDMissionController()
    tool = T()
App.tool.mission
App().tool.mission
app = App()
app.engine = T()
app.engine.mission
n = {"a": {"c": RDMissionController(), "t": T()}}
n["a"]["t"].mission
pairs = [(RDMissionController(), T())]
for c, t in pairs:
    t.mission
[t.mission for c, t in pairs]
for i, (c, t) in enumerate(pairs):
    t.mission
    i.mission
for k, v in {"x": T()}.items():
    v.mission
    k.mission
""",
    "calls with both": """
import functools
C
class T: mission = 1
def ident(x): return x
def pick(a, b): return b
def kw(*, a=None, b=None): return b
def star(*args): return args[1]
def dstar(**k): return k["t"]
ident(T()).mission
ident(RDMissionController())
pick(RDMissionController(), T()).mission
kw(a=RDMissionController(), b=T()).mission
star(RDMissionController(), T()).mission
dstar(c=RDMissionController(), t=T()).mission
functools.partial(pick, RDMissionController())(T()).mission
def gen():
    yield RDMissionController()
    yield T()
a, b = gen()
class P:
    @property
    def t(self): return T()
    @property
    def c(self): return RDMissionController()
P().t.mission
def deco(f):
    def inner(*a):
        RDMissionController().update_stage("x")
        return f(*a)
    return inner
@deco
def made(): return T()
made().mission
def default(x=RDMissionController()): return x
default(T()).mission
def rec(n): return T() if n else rec(n - 1)
rec(2).mission
""",
    "branches that exclude it": """
import random
C
class T: mission = 1
def make(kind):
    if kind == "t":
        return T()
    raise ValueError
make("t").mission
x = RDMissionController() if random.random() else T()
if isinstance(x, T):
    x.mission
if not isinstance(x, RDMissionController):
    x.mission
y = None
if random.random():
    y = RDMissionController()
if y is None:
    y = T()
    y.mission
else:
    y.update_stage("a")
def h(v):
    if isinstance(v, RDMissionController):
        return None
    v.mission
    while isinstance(v, RDMissionController):
        v = lookup(3)
    return v.mission
h(T())
z = RDMissionController()
if type(z) is T:
    z.mission
assert isinstance(x, T)
x.mission
""",
    "every way to bind a name anew": """
C
class T:
    mission = 1
    def update_stage(self): ...
c = RDMissionController()
c = T()
c.mission
c.update_stage()
for c in [T()]:
    c.mission
c = RDMissionController()
with open("x") as c:
    c.mission
c = RDMissionController()
try:
    c = T()
except ValueError:
    raise
c.mission
c = RDMissionController()
import json as c
c.mission
c = RDMissionController()
def c(): ...
c.mission
c = RDMissionController()
class c: mission = 1
c.mission
c = RDMissionController()
(c := T()).mission
c.mission
c = RDMissionController()
del c
c = T()
c.mission
c = RDMissionController()
c, d = T(), c
c.mission
c = RDMissionController()
[c, *rest] = [T()]
c.mission
match T():
    case c:
        c.mission
""",
    "names of other scopes": """
C
class T: mission = 1
c = RDMissionController()
def f(c):
    c.mission
def g():
    c = T()
    c.mission
    def h():
        return c.mission
    return h
class K:
    c = T()
    x = c.mission
    def m(self):
        return self.c.mission
[c.mission for c in [T()]]
{c.mission: 1 for c in [T()]}
(lambda c: c.mission)(T())
g()()
f(T())
def outer():
    c = T()
    def inner():
        nonlocal c
        c.mission
    inner()
def gl():
    global z
    z = T()
gl()
z.mission
""",
    "names that a metaclass hands on where nobody knows them": """
C
class Checked(type):
    def __call__(cls, *args, **more):
        known = {name: value for name, value in more.items() if name in cls.__dict__}
        return super().__call__(*args, **known)
class Holder(metaclass=Checked):
    def __init__(self, controller=None, other=None):
        self.other = other
class Other: ...
Holder(controller=RDMissionController(), other=Other()).other.mission
""",
    "hooks of a field that makes a controller": """
C
import attr
@attr.s(auto_attribs=True)
class Old:
    engine: object = attr.ib(factory=RDMissionController)
    @engine.validator
    def check(self, attribute, value):
        attribute.name
""",
    "class of a subclass": """
C
class Other: ...
class Base:
    engine_class = RDMissionController
    def setUp(self):
        self.engine = self.engine_class()
class Sub(Base):
    engine_class = Other
    def test(self):
        self.engine.mission
""",
    "what a subclass makes": """
C
class Other: ...
class Service:
    def __init__(self):
        self.engine = self.make()
    def make(self):
        return RDMissionController()
class Sub(Service):
    def make(self):
        return Other()
    def go(self):
        self.engine.mission
Sub().engine.mission
""",
    "set up otherwise by a subclass": """
C
class Other: ...
class Base:
    def setUp(self):
        self.engine = RDMissionController()
class Whole(Base):
    def setUp(self):
        self.engine = Other()
    def test(self):
        self.engine.mission
class After(Base):
    def setUp(self):
        super().setUp()
        self.engine = Other()
    def test(self):
        self.engine.mission
""",
    "handed up by a subclass": """
C
class Other: ...
class Service:
    def __init__(self, engine=None):
        self.engine = engine or RDMissionController()
class Sub(Service):
    def __init__(self):
        super().__init__(Other())
    def go(self):
        self.engine.mission
Sub().engine.mission
""",
    "fixture of a subclass": """
import pytest
C
class Other: ...
class Base:
    @pytest.fixture
    def engine(self):
        return self.make()
    def make(self):
        return RDMissionController()
class TestMake(Base):
    def make(self):
        return Other()
    def test(self, engine):
        engine.mission
class TestWhole(Base):
    @pytest.fixture
    def engine(self):
        return Other()
    def test(self, engine):
        engine.mission
""",
    "object before a default": """
C
class Other: ...
def pick(given=None):
    return given or RDMissionController()
pick(Other()).mission
class Holder:
    def __init__(self, engine=None):
        if not engine:
            engine = RDMissionController()
        self.engine = engine
Holder(Other()).engine.mission
""",
    "different things by any name": """
C
class Other: ...
def given(names):
    found = {}
    for name in names:
        found[name] = Other() if name.startswith("o") else RDMissionController()
    return found
def run(other, engine):
    other.mission
def main(names):
    run(**given(names))
""",
    "located by what each object is given": """
C
class Other: ...
services = {}
def provide(name, held=None, factory=None):
    services[name] = (held, factory)
def locate(name):
    held, factory = services[name]
    if held is None:
        held = factory()
        services[name] = (held, factory)
    return held
class inject:
    def __init__(self, name):
        self.name = name
    def __get__(self, one, owner=None):
        return locate(self.name)
provide("engine", factory=RDMissionController)
provide("other", Other())
class Job:
    engine = inject("engine")
    other = inject("other")
    def run(self):
        self.other.mission
        self.engine.update_stage("x")
        return locate("other").mission
""",
    "subclass that does it otherwise": """
C
class Base:
    def prepare(self):
        self.held = "text"
    def show(self):
        self.held.mission
class Sub(Base):
    def prepare(self):
        self.held = RDMissionController()
    def show(self):
        self.held.update_stage("x")
""",
}

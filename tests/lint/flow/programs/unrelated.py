"""The same ways with other objects beside a controller: nothing is due."""

from __future__ import annotations

NOTHING_DUE = {
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

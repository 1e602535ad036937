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
}

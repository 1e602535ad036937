"""Programs that make, pass and use controllers; `# use` marks the lines where a finding is due.

Each is one form. A program of several files has a line `### path` before each.
`C` stands for `from af_engine import RDMissionController`.
"""

from __future__ import annotations

import re

_HEAD = re.compile(r"^C$", re.MULTILINE)
_FILE = re.compile(r"^### (\S+)\n", re.MULTILINE)


def files_of(program: str) -> dict[str, str]:
    """The files of a program by path."""
    text = _HEAD.sub("from af_engine import RDMissionController", program.lstrip("\n"))
    parts = _FILE.split(text)
    return dict(zip(parts[1::2], parts[2::2], strict=True)) or {"example.py": text}


def due(files: dict[str, str]) -> list[tuple[str, int]]:
    """The places marked, as path and line."""
    return [
        (path, number)
        for path, text in sorted(files.items())
        for number, line in enumerate(text.splitlines(), 1)
        if line.rstrip().endswith("# use")
    ]


# -- ways to make or get a controller

MAKING = {
    "constructor": """
C
c = RDMissionController()
c.mission  # use
""",
    "module attribute": """
import af_engine
af_engine.RDMissionController().mission  # use
""",
    "module alias": """
import af_engine as engine_package
c = engine_package.RDMissionController()
c.mission  # use
""",
    "legacy module": """
import af_engine_legacy as old
old.RDMissionController().mission  # use
""",
    "candidate's own class": """
from af_engine.orchestrator import StageOrchestrator
StageOrchestrator().mission  # use
""",
    "submodule by attribute": """
import af_engine.orchestrator
af_engine.orchestrator.StageOrchestrator().mission  # use
""",
    "import in a function": """
def make():
    from af_engine import RDMissionController as Engine
    return Engine()
make().mission  # use
""",
    "star import": """
from af_engine import *
RDMissionController().mission  # use
""",
    "try and except import": """
try:
    from af_engine.orchestrator import StageOrchestrator as Engine
except ImportError:
    from af_engine_legacy import RDMissionController as Engine
Engine().mission  # use
""",
    "importlib": """
import importlib
c = importlib.import_module("af_engine").RDMissionController()
c.mission  # use
""",
    "getattr of the module": """
import af_engine
Engine = getattr(af_engine, "RDMissionController")
Engine().mission  # use
""",
    "annotated parameter": """
C
def show(c: RDMissionController):
    c.mission  # use
""",
    "annotated as a string": """
C
def show(c: "RDMissionController"):
    c.mission  # use
""",
    "annotated as optional": """
from typing import Optional
C
def show(c: Optional[RDMissionController] = None):
    if c:
        c.mission  # use
""",
    "annotated as a union": """
C
def show(c: RDMissionController | None):
    if c is not None:
        c.mission  # use
""",
    "annotated as a list": """
C
def show(engines: list[RDMissionController]):
    for c in engines:
        c.mission  # use
""",
    "annotated as a dict": """
C
def show(engines: dict[str, RDMissionController]):
    for name, c in engines.items():
        c.mission  # use
    engines["x"].mission  # use
""",
    "annotated as a class": """
C
def show(cls: type[RDMissionController]):
    cls().mission  # use
""",
    "annotated as a callable": """
from collections.abc import Callable
C
def show(make: Callable[[], RDMissionController]):
    make().mission  # use
""",
    "annotated star arguments": """
C
def show(*engines: RDMissionController, **named: RDMissionController):
    for c in engines:
        c.mission  # use
    named["x"].mission  # use
""",
    "annotated return": """
C
def make() -> RDMissionController:
    return registry.lookup("engine")
make().mission  # use
""",
    "annotated variable": """
C
c: RDMissionController = lookup()
c.mission  # use
""",
    "annotated attribute": """
C
class Holder:
    engine: RDMissionController
    def show(self):
        self.engine.mission  # use
""",
    "annotated self attribute": """
C
class Holder:
    def __init__(self, engine):
        self.engine: RDMissionController = engine
    def show(self):
        self.engine.mission  # use
""",
    "type variable": """
from typing import TypeVar
C
T = TypeVar("T", bound=RDMissionController)
def show(c: T) -> T:
    c.mission  # use
""",
    "type alias": """
from typing import Optional
C
Engine = Optional[RDMissionController]
def show(c: Engine):
    c.mission  # use
""",
    "type checking import": """
from __future__ import annotations
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from af_engine import RDMissionController
def show(c: RDMissionController):
    c.mission  # use
""",
    "cast": """
from typing import cast
C
cast(RDMissionController, thing).mission  # use
cast("RDMissionController", thing).mission  # use
""",
    "isinstance": """
C
def show(x):
    if isinstance(x, RDMissionController):
        x.mission  # use
    x.mission
""",
    "isinstance with a return": """
C
def show(x):
    if not isinstance(x, RDMissionController):
        return x.mission
    return x.mission  # use
""",
    "isinstance in and": """
C
def show(x):
    return isinstance(x, RDMissionController) and x.mission  # use
""",
    "isinstance of a tuple": """
C
def show(x):
    if isinstance(x, (RDMissionController, dict)):
        x.mission  # use
""",
    "assert isinstance": """
C
def show(x):
    assert isinstance(x, RDMissionController)
    x.mission  # use
""",
    "type is": """
C
def show(x):
    if type(x) is RDMissionController:
        x.mission  # use
""",
    "subclass": """
C
class Audited(RDMissionController):
    def run(self):
        self.mission  # use
        super().save_mission()  # use
        super(Audited, self).save_mission()  # use
        self.run()
Audited().mission  # use
Audited().run()
""",
    "subclass of a subclass": """
C
class One(RDMissionController): ...
class Two(One): ...
Two().mission  # use
""",
    "type of self": """
C
class Audited(RDMissionController):
    def again(self):
        return type(self)()
Audited().again().mission  # use
""",
    "classmethod factory": """
C
class Audited(RDMissionController):
    @classmethod
    def make(cls):
        return cls()
Audited.make().mission  # use
""",
    "class attribute": """
C
class Holder:
    engine = RDMissionController()
Holder.engine.mission  # use
Holder().engine.mission  # use
""",
    "dataclass field": """
from dataclasses import dataclass
C
@dataclass
class Holder:
    engine: RDMissionController
    def show(self):
        return self.engine.mission  # use
Holder(RDMissionController()).engine.mission  # use
""",
    "dataclass field without the type": """
from dataclasses import dataclass, field
C
@dataclass
class Holder:
    engine: object = field(default_factory=RDMissionController)
Holder().engine.mission  # use
""",
    "named tuple": """
from typing import NamedTuple
C
class Pair(NamedTuple):
    engine: object
    name: str
pair = Pair(RDMissionController(), "x")
pair.engine.mission  # use
""",
    "property": """
C
class Holder:
    @property
    def engine(self):
        return RDMissionController()
Holder().engine.mission  # use
""",
    "cached property": """
from functools import cached_property
C
class Holder:
    @cached_property
    def engine(self):
        return RDMissionController()
    def show(self):
        return self.engine.mission  # use
""",
    "property setter": """
C
class Holder:
    @property
    def engine(self):
        return self._engine
    @engine.setter
    def engine(self, value):
        self._engine = value
h = Holder()
h.engine = RDMissionController()
h.engine.mission  # use
""",
    "module level instance in a function": """
C
controller = RDMissionController()
def show():
    controller.mission  # use
""",
    "lazy global": """
C
_engine = None
def get():
    global _engine
    if _engine is None:
        _engine = RDMissionController()
    return _engine
get().mission  # use
""",
    "fixture": """
import pytest
C
@pytest.fixture
def controller():
    return RDMissionController()
def test_it(controller):
    controller.mission  # use
""",
    "fixture that yields": """
import pytest
C
@pytest.fixture()
def controller(tmp_path):
    c = RDMissionController()
    yield c
    c.reset_mission()  # use
class TestIt:
    def test_it(self, controller):
        controller.mission  # use
""",
    "fixture of a fixture": """
import pytest
C
@pytest.fixture
def inner():
    return RDMissionController()
@pytest.fixture(name="outer")
def make_outer(inner):
    inner.mission  # use
    return inner
def test_it(outer):
    outer.mission  # use
""",
    "fixture that gives a factory": """
import pytest
C
@pytest.fixture
def make():
    def inner(**options):
        return RDMissionController(**options)
    return inner
def test_it(make):
    make().mission  # use
""",
    "fixture with params": """
import pytest
from af_engine.orchestrator import StageOrchestrator
C
@pytest.fixture(params=[RDMissionController, StageOrchestrator])
def controller(request):
    return request.param()
def test_it(controller):
    controller.mission  # use
""",
    "parametrize": """
import pytest
C
@pytest.mark.parametrize("cls, name", [(RDMissionController, "a")])
def test_it(cls, name):
    cls().mission  # use
""",
    "conftest fixture": """
### conftest.py
import pytest
from af_engine import RDMissionController
@pytest.fixture
def controller():
    return RDMissionController()
### tests/test_it.py
def test_it(controller):
    controller.mission  # use
""",
    "getfixturevalue": """
import pytest
C
@pytest.fixture
def controller():
    return RDMissionController()
def test_it(request):
    request.getfixturevalue("controller").mission  # use
""",
    "the plugin's fixture": """
def test_it(engine):
    c = engine.controller()
    c.mission  # use
    engine.record("x", 1)
""",
    "setUp": """
import unittest
C
class TestIt(unittest.TestCase):
    def setUp(self):
        self.controller = RDMissionController()
    def test_it(self):
        self.controller.mission  # use
""",
    "setUpClass": """
import unittest
C
class TestIt(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.controller = RDMissionController()
    def test_it(self):
        self.controller.mission  # use
""",
    "factory dictionary": """
C
ENGINES = {"a": RDMissionController, "b": lambda: RDMissionController()}
ENGINES["a"]().mission  # use
ENGINES["b"]().mission  # use
""",
    "copy": """
import copy
C
copy.copy(RDMissionController()).mission  # use
copy.deepcopy(RDMissionController()).mission  # use
""",
    "new": """
C
c = RDMissionController.__new__(RDMissionController)
c.mission  # use
""",
    "nested attribute of a class": """
C
class App:
    class Inner:
        engine = RDMissionController()
App.Inner.engine.mission  # use
""",
    "namespace": """
from types import SimpleNamespace
C
ns = SimpleNamespace(engine=RDMissionController())
ns.engine.mission  # use
""",
    "attribute of something foreign": """
from flask import Flask
C
app = Flask("x")
app.controller = RDMissionController()
def view():
    app.controller.mission  # use
""",
}

# -- ways to hand a controller on

PASSING = {
    "chain of names": """
C
a = b = RDMissionController()
c = a
c.mission  # use
b.mission  # use
""",
    "tuple unpacking": """
C
c, n = RDMissionController(), 3
c.mission  # use
n.mission
""",
    "nested unpacking": """
C
(a, (b, c)) = 1, (2, RDMissionController())
c.mission  # use
b.mission
""",
    "star unpacking": """
C
first, *rest = [1, RDMissionController(), RDMissionController()]
rest[0].mission  # use
first.mission
*most, last = [1, 2, RDMissionController()]
last.mission  # use
""",
    "swap": """
C
a, b = RDMissionController(), {}
a, b = b, a
b.mission  # use
a.items()
""",
    "walrus": """
C
print((c := RDMissionController()).mission)  # use
c.mission  # use
""",
    "conditional": """
C
c = RDMissionController() if ready else None
c.mission  # use
(RDMissionController() if ready else other).mission  # use
""",
    "or": """
C
def show(c=None):
    c = c or RDMissionController()
    c.mission  # use
""",
    "and": """
C
x = RDMissionController()
(ready and x).mission  # use
""",
    "list index": """
C
engines = [RDMissionController()]
engines[0].mission  # use
engines[-1].mission  # use
""",
    "list append": """
C
engines = []
engines.append(RDMissionController())
for e in engines:
    e.mission  # use
engines.pop().mission  # use
""",
    "list extend and concatenation": """
C
engines = []
engines.extend([RDMissionController()])
engines += [RDMissionController()]
more = engines + []
more[0].mission  # use
""",
    "dict": """
C
engines = {"main": RDMissionController(), "name": "x"}
engines["main"].mission  # use
engines.get("main").mission  # use
engines["name"].mission
""",
    "dict store and setdefault": """
C
engines = {}
engines["a"] = RDMissionController()
engines["a"].mission  # use
engines.setdefault("b", RDMissionController()).mission  # use
engines.pop("a").mission  # use
""",
    "dict values and items": """
C
engines = {"a": RDMissionController()}
for c in engines.values():
    c.mission  # use
for name, c in engines.items():
    c.mission  # use
    name.mission
for name in engines:
    engines[name].mission  # use
""",
    "dict constructor and update": """
C
engines = dict(a=RDMissionController())
engines["a"].mission  # use
more = {}
more.update(engines)
more["a"].mission  # use
{**engines}["a"].mission  # use
""",
    "nested containers": """
C
state = {"engines": [RDMissionController()]}
state["engines"][0].mission  # use
""",
    "enumerate and zip": """
C
engines = [RDMissionController()]
for i, c in enumerate(engines):
    c.mission  # use
for c, name in zip(engines, ["a"]):
    c.mission  # use
    name.mission
""",
    "next, iter, sorted, reversed, min": """
C
engines = [RDMissionController()]
next(iter(engines)).mission  # use
sorted(engines)[0].mission  # use
list(reversed(engines))[0].mission  # use
min(engines).mission  # use
""",
    "map and filter": """
C
for c in map(lambda n: RDMissionController(), range(3)):
    c.mission  # use
for c in filter(None, [RDMissionController()]):
    c.mission  # use
""",
    "list comprehension": """
C
engines = [RDMissionController() for _ in range(3)]
print([c.mission for c in engines])  # use
print({c.mission_id: c for c in engines})  # use
engines[0].mission  # use
""",
    "generator expression": """
C
engines = [RDMissionController()]
any(c.mission for c in engines)  # use
next(c for c in engines).mission  # use
""",
    "comprehension scope": """
C
c = {}
x = [c for c in [RDMissionController()]]
c.items()
""",
    "lambda": """
C
c = RDMissionController()
show = lambda: c.mission  # use
get = lambda: c
get().mission  # use
use = lambda x: x.mission  # use
use(c)
""",
    "closure": """
C
def outer():
    c = RDMissionController()
    def inner():
        return c.mission  # use
    return inner
""",
    "closure over a parameter": """
C
def outer(c):
    def inner():
        return c.mission  # use
    return inner
outer(RDMissionController())
""",
    "closure over a later binding": """
C
def outer():
    def inner():
        return c.mission  # use
    c = RDMissionController()
    return inner
""",
    "nonlocal": """
C
def outer():
    c = None
    def make():
        nonlocal c
        c = RDMissionController()
    make()
    c.mission  # use
""",
    "global": """
C
engine = None
def init():
    global engine
    engine = RDMissionController()
def show():
    engine.mission  # use
""",
    "default argument": """
C
def show(c=RDMissionController()):
    c.mission  # use
""",
    "partial": """
from functools import partial
C
def show(c, n):
    c.mission  # use
partial(show, RDMissionController())(3)
make = partial(RDMissionController, root="x")
make().mission  # use
""",
    "decorator that returns its function": """
C
def plain(f):
    return f
@plain
def make():
    return RDMissionController()
make().mission  # use
""",
    "decorator that wraps": """
import functools
C
def logged(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        return f(*args, **kwargs)
    return wrapper
@logged
def make():
    return RDMissionController()
@logged
def show(c):
    c.mission  # use
make().mission  # use
show(RDMissionController())
""",
    "decorator with arguments": """
C
def retry(times):
    def deco(f):
        def wrapper(*a, **k):
            return f(*a, **k)
        return wrapper
    return deco
@retry(3)
def make():
    return RDMissionController()
make().mission  # use
""",
    "decorator that injects": """
C
def with_controller(f):
    def wrapper(*args):
        return f(RDMissionController(), *args)
    return wrapper
@with_controller
def show(c, n):
    c.mission  # use
show(3)
""",
    "context manager class": """
C
class Session:
    def __enter__(self):
        return RDMissionController()
    def __exit__(self, *args): ...
with Session() as c:
    c.mission  # use
""",
    "context manager function": """
from contextlib import contextmanager
C
@contextmanager
def session():
    yield RDMissionController()
with session() as c:
    c.mission  # use
""",
    "exit stack and closing": """
from contextlib import ExitStack, closing, nullcontext
C
with closing(RDMissionController()) as c:
    c.mission  # use
with nullcontext(RDMissionController()) as c:
    c.mission  # use
with ExitStack() as stack:
    c = stack.enter_context(nullcontext(RDMissionController()))
    c.mission  # use
""",
    "generator": """
C
def engines():
    yield RDMissionController()
    yield from [RDMissionController()]
for c in engines():
    c.mission  # use
""",
    "async": """
import asyncio
C
async def make():
    return RDMissionController()
async def main():
    c = await make()
    c.mission  # use
    a, b = await asyncio.gather(make(), make())
    a.mission  # use
    async for d in stream():
        d.mission  # use
async def stream():
    yield RDMissionController()
asyncio.run(make()).mission  # use
""",
    "match class": """
C
def show(x):
    match x:
        case RDMissionController():
            x.mission  # use
        case {"engine": RDMissionController() as c}:
            c.mission  # use
        case [RDMissionController() as c, *_]:
            c.mission  # use
""",
    "match capture": """
C
match [RDMissionController(), 1]:
    case [c, n]:
        c.mission  # use
        n.mission
""",
    "match attribute": """
C
def show(x):
    match x:
        case RDMissionController(mission=m):  # use
            return m
""",
    "positional argument": """
C
def show(a, b):
    b.mission  # use
    a.mission
show(1, RDMissionController())
""",
    "keyword argument": """
C
def show(a, b):
    b.mission  # use
    a.mission
show(b=RDMissionController(), a=1)
""",
    "keyword only argument": """
C
def show(*, engine):
    engine.mission  # use
show(engine=RDMissionController())
""",
    "starred arguments": """
C
def show(a, b):
    b.mission  # use
    a.mission
args = (1, RDMissionController())
show(*args)
""",
    "double starred arguments": """
C
def show(a, b):
    b.mission  # use
    a.mission
options = {"a": 1, "b": RDMissionController()}
show(**options)
""",
    "var args": """
C
def show(*args, **kwargs):
    args[0].mission  # use
    kwargs["engine"].mission  # use
show(RDMissionController(), engine=RDMissionController())
""",
    "identity keeps callers apart": """
C
def same(x):
    return x
same(RDMissionController()).mission  # use
same({}).items()
""",
    "objects kept apart": """
C
class Holder:
    def __init__(self, thing):
        self.thing = thing
Holder(RDMissionController()).thing.mission  # use
Holder({}).thing.items()
Holder(open("x")).thing.read()
""",
    "constructor to another method": """
C
class Dashboard:
    def __init__(self, engine):
        self.engine = engine
    def show(self):
        return self.engine.mission  # use
Dashboard(RDMissionController())
""",
    "inherited attribute": """
C
class Base:
    def show(self):
        return self.engine.mission  # use
class Derived(Base):
    def __init__(self):
        self.engine = RDMissionController()
""",
    "inherited through super": """
C
class Base:
    def __init__(self, engine):
        self.engine = engine
class Derived(Base):
    def __init__(self):
        super().__init__(RDMissionController())
    def show(self):
        self.engine.mission  # use
""",
    "method argument": """
C
class Runner:
    def run(self, engine):
        engine.mission  # use
Runner().run(RDMissionController())
""",
    "static and class methods": """
C
class Runner:
    @staticmethod
    def one(engine):
        engine.mission  # use
    @classmethod
    def two(cls, engine):
        engine.mission  # use
Runner.one(RDMissionController())
Runner().two(RDMissionController())
""",
    "callback": """
C
def show(c):
    c.mission  # use
def apply(f, x):
    return f(x)
apply(show, RDMissionController())
""",
    "callback that makes": """
C
def make():
    return RDMissionController()
def apply(f):
    return f()
apply(make).mission  # use
""",
    "thread": """
import threading
C
def work(c):
    c.mission  # use
threading.Thread(target=work, args=(RDMissionController(),)).start()
""",
    "executor": """
from concurrent.futures import ThreadPoolExecutor
C
def work(c):
    c.mission  # use
    return c
with ThreadPoolExecutor() as pool:
    pool.submit(work, RDMissionController()).result().mission  # use
    for c in pool.map(work, [RDMissionController()]):
        c.mission  # use
""",
    "two branches": """
C
if ready:
    c = RDMissionController()
else:
    c = {}
c.save_mission()  # use
""",
    "loop that feeds itself": """
C
c = None
for _ in range(3):
    if c is not None:
        c.mission  # use
    c = RDMissionController()
""",
    "while with break": """
C
while True:
    c = RDMissionController()
    if ready:
        break
c.mission  # use
""",
    "try and finally": """
C
c = None
try:
    c = RDMissionController()
    run()
except ValueError:
    c.mission  # use
finally:
    c.mission  # use
""",
    "recursion": """
C
def walk(c, n):
    c.mission  # use
    if n:
        return walk(c, n - 1)
    return c
walk(RDMissionController(), 3).mission  # use
""",
    "mutual recursion": """
C
def even(c, n):
    return c if n == 0 else odd(c, n - 1)
def odd(c, n):
    return even(c, n - 1)
even(RDMissionController(), 4).mission  # use
""",
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
}

# -- ways to use it

USING = {
    "read, write, delete, augmented": """
C
c = RDMissionController()
print(c.mission)  # use
c.mission = {}  # use
del c.mission  # use
c.count += 1  # use
c.mission["x"] = 1  # use
del c.mission["x"]  # use
""",
    "annotated and unpacking writes": """
C
c = RDMissionController()
c.mission: dict = {}  # use
c.mission, x = 1, 2  # use
for c.mission in range(3):  # use
    pass
with open("x") as c.mission:  # use
    pass
""",
    "call and chained call": """
C
RDMissionController().load_mission()  # use
""",
    "bound method reference": """
C
c = RDMissionController()
callbacks = [c.save_mission]  # use
""",
    "unbound method": """
C
c = RDMissionController()
RDMissionController.save_mission(c)  # use
f = RDMissionController.save_mission  # use
map(RDMissionController.save_mission, [c])  # use
""",
    "class attribute read": """
C
RDMissionController.STAGES  # use
""",
    "assignment to a protocol method": """
C
c = RDMissionController()
c.update_stage = None  # use
""",
    "getattr, hasattr, setattr, delattr": """
C
c = RDMissionController()
getattr(c, "mission")  # use
getattr(c, "mission", None)  # use
hasattr(c, "mission")  # use
setattr(c, "mission", {})  # use
delattr(c, "mission")  # use
getattr(c, "update_stage")("PLANNING")
""",
    "getattr with a folded name": """
C
c = RDMissionController()
NAME = "miss" + "ion"
getattr(c, NAME)  # use
getattr(c, f"{NAME}_id")  # use
for field in ("mission", "mission_id"):
    getattr(c, field)  # use
getattr(c, unknown())
""",
    "attrgetter and methodcaller": """
from operator import attrgetter, methodcaller
C
c = RDMissionController()
attrgetter("mission")(c)  # use
methodcaller("save_mission")(c)  # use
sorted([c], key=attrgetter("mission_id"))  # use
methodcaller("update_stage", "PLANNING")(c)
""",
    "vars and __dict__": """
C
c = RDMissionController()
vars(c)["mission"]  # use
c.__dict__["mission"]  # use
""",
    "patch.object": """
from unittest.mock import patch
from unittest import mock
C
with patch.object(RDMissionController, "save_mission"):  # use
    pass
@mock.patch.object(RDMissionController, "load_mission")  # use
def test_it(load): ...
""",
    "monkeypatch": """
C
def test_it(monkeypatch):
    monkeypatch.setattr(RDMissionController, "save_mission", lambda self: None)  # use
""",
    "mock with a spec": """
from unittest.mock import MagicMock, create_autospec
C
m = MagicMock(spec=RDMissionController)
m.mission = {}  # use
m.save_mission.return_value = 1  # use
m.update_stage.assert_called()
m.reset_mock()
create_autospec(RDMissionController).save_mission()  # use
""",
    "in an f-string": """
C
c = RDMissionController()
print(f"{c.mission_id!r:>{c.width}}")  # use
""",
    "in a decorator, default and annotation": """
C
c = RDMissionController()
@c.register  # use
def f(x=c.limit): ...  # use
""",
    "in a with, assert, raise, return": """
C
def f(c: RDMissionController):
    with c.lock:  # use
        assert c.mission  # use
        raise ValueError(c.mission)  # use
def g(c: RDMissionController):
    return c.mission  # use
""",
    "protocol by partial and alias": """
from functools import partial
C
c = RDMissionController()
partial(c.update_stage, "a")()
f = c.update_stage
f("a", "b")  # use
partial(c.update_stage, "a")("b")  # use
c.process_response()  # use
c.update_stage(stage="x")  # use
c.build_rd_prompt(*args)
c.update_stage(**kwargs)
""",
    "private": """
C
RDMissionController()._save()  # use
""",
}

# -- what is no use of a controller

NEGATIVE = {
    "rebound": """
C
c = RDMissionController()
c.update_stage("x")
c = open("x")
c.read()
""",
    "deleted": """
C
c = RDMissionController()
del c
c.mission
""",
    "shadowed by a parameter": """
C
c = RDMissionController()
def show(c):
    c.mission
""",
    "shadowed by a local": """
C
c = RDMissionController()
def show():
    c = make()
    c.mission
""",
    "local bound later": """
C
c = RDMissionController()
def show():
    c.mission
    c = 1
""",
    "class scope is not seen by methods": """
C
class Holder:
    c = RDMissionController()
    def show(self):
        c.mission
""",
    "loop rebinds": """
C
c = RDMissionController()
for c in ["a"]:
    c.upper()
""",
    "except rebinds": """
C
c = RDMissionController()
try:
    pass
except ValueError as c:
    c.args
""",
    "with rebinds": """
C
c = RDMissionController()
with open("x") as c:
    c.read()
""",
    "import rebinds": """
C
c = RDMissionController()
import json as c
c.dumps({})
""",
    "def rebinds": """
C
c = RDMissionController()
def c(): ...
c.cache = 1
""",
    "result of the protocol": """
C
p = RDMissionController().build_rd_prompt()
p.strip()
RDMissionController().process_response(1).upper()
""",
    "is None branch": """
C
def show(c: RDMissionController | None):
    if c is None:
        c.mission
""",
    "isinstance else": """
C
def show(c: RDMissionController | Card):
    if isinstance(c, RDMissionController):
        return
    c.archive()
""",
    "another isinstance": """
C
def show(c):
    if isinstance(c, dict):
        c.items()
c = RDMissionController()
show(c)
""",
    "class object members": """
C
print(RDMissionController.__name__, RDMissionController().__class__)
""",
    "method of the container": """
C
engines = [RDMissionController()]
engines.append(1)
engines.sort()
(RDMissionController(),).count(1)
{"a": RDMissionController()}.items()
""",
    "attribute of the holder": """
C
class Holder:
    def __init__(self):
        self.engine = RDMissionController()
        self.name = "x"
    def show(self):
        return self.name.upper()
Holder().mission
""",
    "attribute rebound before its use": """
C
class Holder:
    def run(self):
        self.engine = RDMissionController()
        self.engine.update_stage("x")
        self.engine = {}
        self.engine.items()
""",
    "own members of a subclass": """
C
class Audited(RDMissionController):
    LIMIT = 3
    def __init__(self):
        super().__init__()
        self.audit = []
    def note(self):
        self.audit.append(self.LIMIT)
Audited().note()
Audited().audit
""",
    "same name of another module": """
from robots import RDMissionController
RDMissionController().mission
""",
    "same name in this file": """
class RDMissionController:
    def mission(self): ...
RDMissionController().mission()
""",
    "mock without a spec": """
from unittest.mock import Mock
C
engine = Mock(return_value=RDMissionController)
engine.mission
""",
    "unknown callee": """
C
c = transform(RDMissionController())
c.mission
""",
    "function attribute": """
C
def make():
    return RDMissionController()
make.cache = {}
make.__name__
""",
    "unrelated": """
class Engine:
    def update_stage(self, a, b): ...
engine = Engine()
engine.update_stage(1, 2)
engine.mission
controller = Engine()
controller.mission
""",
    "another engine fixture": """
import pytest
@pytest.fixture
def engine():
    return Motor()
def test_it(engine):
    engine.controller().spin()
""",
    "dunder of a controller": """
C
c = RDMissionController()
c.__class__.__name__
repr(c)
""",
    "super of dunder init": """
C
class A(RDMissionController):
    def __init__(self, x):
        super().__init__()
""",
    "swapped away": """
C
a, b = RDMissionController(), {}
a, b = b, a
a.items()
""",
}

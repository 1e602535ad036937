"""Ways to hand a controller on through calls."""

from __future__ import annotations

FOUND = {
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
    "called back on leaving": """
from contextlib import ExitStack
C
def close(engine, *, quiet):
    engine.mission  # use
    quiet.mission
with ExitStack() as stack:
    stack.callback(close, RDMissionController(), quiet=True)
""",
    "largest of several": """
import operator
C
engines = [RDMissionController()]
min(*engines, key=lambda one: one.rank).mission  # use
max(*engines, RDMissionController()).mission  # use
operator.getitem(engines, 0).mission  # use
""",
}

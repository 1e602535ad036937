"""What functions and classes of the standard library hand on."""

from __future__ import annotations

FOUND = {
    "counted": """
from collections import Counter
C
counted = Counter([RDMissionController()])
for c in counted:
    c.mission  # use
counted.most_common(1)[0][0].mission  # use
next(counted.elements()).mission  # use
""",
    "tee": """
import itertools
C
one, two = itertools.tee([RDMissionController()])
next(one).mission  # use
for c in two:
    c.mission  # use
""",
    "waited for": """
import asyncio
from concurrent.futures import ThreadPoolExecutor, wait
C
def make(n):
    return RDMissionController()
with ThreadPoolExecutor() as executor:
    done, _ = wait([executor.submit(make, 1)])
    [future.result().mission for future in done]  # use
async def amake():
    return RDMissionController()
async def main():
    done, pending = await asyncio.wait([asyncio.create_task(amake())])
    for task in done:
        task.result().mission  # use
""",
    "pipe": """
import multiprocessing
C
near, far = multiprocessing.Pipe()
near.send(RDMissionController())
far.recv().mission  # use
""",
    "thread with arguments of any number": """
import threading
C
def show(*controllers):
    controllers[0].mission  # use
threading.Thread(target=show, args=tuple(RDMissionController() for _ in range(2))).start()
""",
    "context of variables": """
import contextvars
C
variable = contextvars.ContextVar("controller")
variable.set(RDMissionController())
context = contextvars.copy_context()
context[variable].mission  # use
context.run(lambda: RDMissionController()).mission  # use
""",
    "partial taken apart": """
import functools
C
make = functools.partial(functools.partial(RDMissionController))
make.func().mission  # use
""",
    "asserted type": """
from typing import assert_type, reveal_type
import elsewhere
C
assert_type(elsewhere.get(), RDMissionController).mission  # use
reveal_type(RDMissionController()).mission  # use
""",
    "filtered by a guard": """
from typing import TypeGuard
C
def is_one(x: object) -> TypeGuard[RDMissionController]:
    return hasattr(x, "mission_id")
def show(things):
    for c in filter(is_one, things):
        c.mission  # use
""",
    "copied with replace": """
import attrs, copy
from dataclasses import dataclass
C
@attrs.frozen
class App:
    c: object
attrs.evolve(App(None), c=RDMissionController()).c.mission  # use
@dataclass
class Other:
    c: object
copy.replace(Other(None), c=RDMissionController()).c.mission  # use
""",
    "repeated list": """
C
several = [RDMissionController()] * 3
several[2].mission  # use
(2 * (RDMissionController(),))[1].mission  # use
""",
    "operators of objects": """
C
class Box:
    def __init__(self, c):
        self.c = c
    def __invert__(self):
        return self.c
    def __contains__(self, other):
        return other.mission  # use
    def __lt__(self, other):
        return other.c.mission  # use
(~Box(RDMissionController())).mission  # use
RDMissionController() in Box(None)
Box(None) < Box(RDMissionController())
""",
    "fields of a format": """
C
c = RDMissionController()
"{c.mission}".format(c=c)  # use
"{} {.mission}".format(1, c)  # use
"{0[c].mission:>{1.cycle}}".format({"c": c}, c)  # use
"{c.mission}".format_map({"c": c})  # use
""",
    "delegated by name": """
C
class Wrapper:
    def __init__(self, inner):
        self._inner = inner
    def __getattr__(self, name):
        return getattr(self._inner, name)
wrapper = Wrapper(RDMissionController())
getattr(wrapper, "mission")  # use
hasattr(wrapper, "mission")  # use
""",
    "zipped exactly": """
C
class Other: ...
pairs = [(Other(), RDMissionController()), (Other(), RDMissionController())]
others, controllers = zip(*pairs)
controllers[0].mission  # use
others[0].mission
for other, c in zip([Other()], [RDMissionController()]):
    c.mission  # use
    other.mission
made = [(n, RDMissionController()) for n in range(3)]
numbers, several = zip(*made)
several[1].mission  # use
numbers[0].mission
""",
    "items taken by key": """
import functools, operator
C
class Other: ...
operator.itemgetter(1, 0)((Other(), RDMissionController()))[0].mission  # use
operator.itemgetter(1, 0)((Other(), RDMissionController()))[1].mission
operator.itemgetter("c")({"c": RDMissionController(), "o": Other()}).mission  # use
operator.itemgetter("o")({"c": RDMissionController(), "o": Other()}).mission
functools.partial(operator.getitem, [RDMissionController()])(0).mission  # use
""",
    "what begins a worker": """
from concurrent.futures import ProcessPoolExecutor
import sched, weakref
C
_engine = None
def begin(engine):
    global _engine
    _engine = engine
def work(n):
    return _engine.mission  # use
with ProcessPoolExecutor(initializer=begin, initargs=(RDMissionController(),)) as executor:
    executor.map(work, range(3))
def done(c):
    c.mission  # use
weakref.finalize(object(), done, RDMissionController())
def later(c):
    c.mission  # use
sched.scheduler().enter(1, 1, later, (RDMissionController(),))
""",
    "compared by a function": """
import functools
C
sorted([RDMissionController()], key=functools.cmp_to_key(lambda a, b: a.n - b.n))  # use
""",
    "thread that starts itself": """
import threading
C
class Loop(threading.Thread):
    def __init__(self, **kw):
        super().__init__(target=self._go, kwargs=kw)
    def _go(self, ctl=None):
        ctl.mission  # use
Loop(ctl=RDMissionController()).start()
""",
    "mock that gives one by a side effect": """
from unittest.mock import Mock
C
c = RDMissionController()
Mock(side_effect=lambda *a: c)().mission  # use
Mock(side_effect=[c, c])().mission  # use
Mock(side_effect=ValueError)().mission
""",
    "largest of a heap": """
import heapq
C
heapq.nlargest(1, [RDMissionController()], key=lambda c: c.mission)[0].mission  # use
""",
    "from keys": """
C
dict.fromkeys("ab", RDMissionController())["a"].mission  # use
""",
    "vars": """
C
class Box: ...
box = Box()
box.c = RDMissionController()
vars(box).get("c").mission  # use
""",
    "new class": """
import types
C
types.new_class("Made", (RDMissionController,))().mission  # use
""",
}

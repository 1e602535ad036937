"""Which function or method runs, by a type or by a subclass."""

from __future__ import annotations

FOUND = {
    "singledispatch register annotated": """
from functools import singledispatch
C
@singledispatch
def show(x):
    return None
@show.register
def _(x: RDMissionController):
    return x.mission  # use
show(3)
""",
    "singledispatch register type": """
from functools import singledispatch
C
@singledispatch
def show(x):
    return None
@show.register(RDMissionController)
def _show_controller(x):
    return x.mission  # use
""",
    "singledispatch call passes": """
from functools import singledispatch
C
@singledispatch
def show(x):
    return x.mission  # use
@show.register(int)
def _(x):
    return x + 1
show(RDMissionController())
""",
    "singledispatchmethod": """
from functools import singledispatchmethod
C
class P:
    @singledispatchmethod
    def show(self, x):
        return None
    @show.register
    def _(self, x: RDMissionController):
        return x.mission  # use
    @show.register(RDMissionController)
    def _c(self, x):
        return x.mission  # use
""",
    "singledispatch generic": """
from functools import singledispatch
C
@singledispatch
def show(x):
    return x.describe()
@show.register
def _(x: RDMissionController):
    return x.build_rd_prompt()
@show.register(str)
def _s(x):
    return x.upper()
show(RDMissionController())
show("a")
""",
    "unittest overridden factory": """
import unittest
C
class Base(unittest.TestCase):
    cls = None
    def setUp(self):
        self.c = self.cls()
class TestRD(Base):
    cls = RDMissionController
    def test_a(self):
        self.c.mission  # use
""",
    "abstract factory": """
from abc import ABC, abstractmethod
C
class Base(ABC):
    @abstractmethod
    def make(self): ...
    def show(self):
        return self.make().mission  # use
class Impl(Base):
    def make(self):
        return RDMissionController()
""",
    "strategy object": """
C
class Plan:
    def run(self, c):
        return self.do(c)
class Save(Plan):
    def do(self, c):
        c.save_mission()  # use
Save().run(RDMissionController())
""",
    "subclass factories apart": """
C
class Base:
    factory = None
    def setup(self):
        self.thing = self.factory()
class A(Base):
    factory = RDMissionController
    def go(self):
        self.thing.update_stage("x")
class B(Base):
    factory = Other
    def go(self):
        self.thing.spin()
""",
    "template method apart": """
C
class Base:
    def run(self):
        return self.use(self.make())
class A(Base):
    def make(self):
        return RDMissionController()
    def use(self, c):
        c.update_stage("x")
class B(Base):
    def make(self):
        return {}
    def use(self, c):
        return c.items()
A().run()
B().run()
""",
    "dict subclass": """
C
class Reg(dict):
    pass
r = Reg()
r["a"] = RDMissionController()
r["a"].mission  # use
""",
    "isinstance with types const": """
C
TYPES = (RDMissionController, int)
def f(x):
    if isinstance(x, TYPES):
        x.mission  # use
""",
    "contextvar": """
from contextvars import ContextVar
C
current = ContextVar("current")
current.set(RDMissionController())
current.get().mission  # use
""",
    "contextvar annotated": """
from contextvars import ContextVar
C
current: "ContextVar[RDMissionController]" = ContextVar("current")
def f():
    current.get().mission  # use
""",
    "annotated local": """
C
def f(x):
    c: RDMissionController = x.get()
    c.mission  # use
    d: RDMissionController
    d = x.other()
    d.mission  # use
""",
    "abstract annotated": """
from abc import ABC, abstractmethod
C
class Base(ABC):
    @property
    @abstractmethod
    def engine(self) -> RDMissionController: ...
    def show(self):
        return self.engine.mission  # use
def f(b: Base):
    b.engine.mission  # use
""",
    "partial forms": """
from functools import partial, partialmethod
C
def use(n, c, x=None):
    c.mission  # use
partial(use, 1)(RDMissionController())
partial(use, c=RDMissionController())(1)
partial(partial(use, 1), RDMissionController())()
make = partial(RDMissionController, "x")
make().mission  # use
class H:
    def m(self, c):
        c.mission  # use
    n = partialmethod(m, RDMissionController())
H().n()
""",
    "iteration helpers": """
import itertools, functools
from functools import partial, reduce
C
cs = [RDMissionController(), RDMissionController()]
for i, c in enumerate(cs, 1):
    c.mission  # use
for a, b in zip(cs, cs):
    a.mission  # use
    b.mission  # use
for c in reversed(cs):
    c.mission  # use
sorted(cs, key=lambda c: c.mission_id)  # use
min(cs, key=lambda c: c.mission_id).mission  # use
max(cs, key=lambda x: x.iteration)  # use
list(map(lambda c: c.mission, cs))  # use
list(filter(lambda c: c.mission, cs))  # use
for c in itertools.chain(cs, [1]):
    c.mission  # use
for c in itertools.chain.from_iterable([cs]):
    c.mission  # use
for k, g in itertools.groupby(cs, key=lambda c: c.mission_id):  # use
    for c in g:
        c.mission  # use
for a, b in itertools.pairwise(cs):
    b.mission  # use
for a, b in itertools.combinations(cs, 2):
    b.mission  # use
for c in itertools.islice(cs, 2):
    c.mission  # use
reduce(lambda acc, c: c.mission, cs, None)  # use
any(c.mission for c in cs)  # use
sum(c.iteration for c in cs)  # use
{c.mission_id: c for c in cs}  # use
{c.mission for c in cs}  # use
[c.mission for row in [cs] for c in row]  # use
cs[-1].mission  # use
cs[0:1][0].mission  # use
first, *rest = cs
first.mission  # use
rest[0].mission  # use
*init, last = cs
last.mission  # use
next(iter(cs)).mission  # use
next((c for c in cs if c), None).mission  # use
for c in cs.copy():
    c.mission  # use
cs.sort(key=lambda c: c.mission)  # use
for c in (cs + cs) * 2:
    c.mission  # use
tuple(cs)[0].mission  # use
set(cs).pop().mission  # use
list(zip(*[cs, cs]))[0][0].mission  # use
dict(enumerate(cs))[0].mission  # use
dict(zip("ab", cs))["a"].mission  # use
for c in itertools.cycle(cs):
    c.mission  # use
for c, n in itertools.product(cs, [1, 2]):
    c.mission  # use
for (i, c) in list(enumerate(cs)):
    c.mission  # use
for c in itertools.starmap(lambda x, y: x, zip(cs, cs)):
    c.mission  # use
for c in itertools.accumulate(cs):
    c.mission  # use
for batch in itertools.batched(cs, 2):
    batch[0].mission  # use
for c in itertools.compress(cs, [1]):
    c.mission  # use
""",
    "list helpers": """
C
l = []
l.append(RDMissionController())
l[0].mission  # use
l += [RDMissionController()]
l.extend([RDMissionController()])
l.insert(0, RDMissionController())
l2 = [None] * 3
l2[1] = RDMissionController()
l2[1].mission  # use
l3 = []
l3[0:0] = [RDMissionController()]
l3[0].mission  # use
l4 = []
l4 += (RDMissionController(),)
l4[0].mission  # use
s = set()
s.add(RDMissionController())
for c in s:
    c.mission  # use
s |= {RDMissionController()}
t = ()
t += (RDMissionController(),)
t[0].mission  # use
heap = []
import heapq
heapq.heappush(heap, (1, RDMissionController()))
heapq.heappop(heap)[1].mission  # use
import bisect
b = []
bisect.insort(b, RDMissionController())
b[0].mission  # use
import random
random.choice([RDMissionController()]).mission  # use
for c in random.sample(l, 1):
    c.mission  # use
""",
    "by the name of the class": """
C
class Leaf:
    def __init__(self, engine):
        self.engine = engine
    def accept(self, visitor):
        return getattr(visitor, "visit_" + type(self).__name__.lower())(self)
class Visitor:
    def visit_leaf(self, node):
        node.engine.mission  # use
Leaf(RDMissionController()).accept(Visitor())
class Kind:
    def run(self, engine):
        if type(self).__name__ == "Special":
            engine.mission  # use
class Special(Kind): ...
for kind in Kind.__subclasses__():
    kind().run(RDMissionController())
""",
    "methods by a part of their names": """
C
class Base:
    def handle(self, kind):
        function = getattr(self, "on_%s" % kind, None)
        if function:
            function(RDMissionController())
class Shell(Base):
    def on_start(self, engine):
        engine.mission  # use
    def run(self, line):
        getattr(self, "do_" + line)(RDMissionController())
        getattr(self, f"{line}_later")(RDMissionController())
        getattr(self, "show_{}_now".format(line))(RDMissionController())
    def do_save(self, engine):
        engine.mission  # use
    def save_later(self, engine):
        engine.mission  # use
    def show_all_now(self, engine):
        engine.mission  # use
    def show_all(self, engine):
        engine.mission
class Visitor:
    def visit(self, node):
        name = "visit_" + type(node).__name__.lower()
        return getattr(self, name)(node)
class Saving(Visitor):
    def visit_node(self, node):
        node.engine.mission  # use
class Node:
    engine = RDMissionController()
Saving().visit(Node())
""",
    "visited by the name of its class": """
C
class Visitor:
    def visit(self, node):
        method = "visit_" + type(node).__name__
        return getattr(self, method, self.generic)(node)
    def generic(self, node):
        node.save_mission  # use
    def visit_RDMissionController(self, node):
        node.mission  # use
    def visit_str(self, node):
        node.upper()
Visitor().visit(RDMissionController())
Visitor().visit("x")
""",
}

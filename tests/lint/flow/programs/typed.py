"""Types: what annotations, aliases, variables and guards say."""

from __future__ import annotations

FOUND = {
    "overloads": """
from typing import overload
C
@overload
def get(x: int) -> RDMissionController: ...
@overload
def get(x: str) -> None: ...
def get(x):
    return lookup(x)
get(3).mission  # use
""",
    "typevar": """
from typing import TypeVar, Type
C
T = TypeVar("T", bound=RDMissionController)
U = TypeVar("U", bound="RDMissionController")
def make(cls: Type[T]) -> T:
    c = cls()
    c.mission  # use
    return c
def g(c: U) -> U:
    c.mission  # use
    return c
make(RDMissionController).mission  # use
""",
    "generics": """
import weakref, queue
from typing import Iterator, Callable, Awaitable, AsyncIterator, Set
import collections.abc as cabc
C
def a(x: list[RDMissionController]):
    for c in x:
        c.mission  # use
    x.pop().mission  # use
def b(x: dict[str, RDMissionController]):
    for k, c in x.items():
        c.mission  # use
    x["a"].mission  # use
    x.get("a").mission  # use
    x.popitem()[1].mission  # use
def c(x: Iterator[RDMissionController]):
    next(x).mission  # use
def d(x: Callable[..., RDMissionController]):
    x(1, 2).mission  # use
def d2(x: Callable[[], "RDMissionController"]):
    x().mission  # use
async def e(x: Awaitable[RDMissionController]):
    (await x).mission  # use
async def f(x: Callable[[], Awaitable[RDMissionController]]):
    (await x()).mission  # use
def g(x: tuple[RDMissionController, int]):
    c, n = x
    c.mission  # use
    x[0].mission  # use
def h(x: tuple[RDMissionController, ...]):
    x[3].mission  # use
    for c in x:
        c.mission  # use
def i(x: cabc.Mapping[str, list[RDMissionController]]):
    for cs in x.values():
        cs[0].mission  # use
def j(x: Set[RDMissionController]):
    x.pop().mission  # use
async def k(x: AsyncIterator[RDMissionController]):
    async for c in x:
        c.mission  # use
    async with x as y:
        pass
def l(x: dict[RDMissionController, int]):
    for c in x:
        c.mission  # use
    for c, n in x.items():
        c.mission  # use
def m(x: "list[dict[str, RDMissionController]]"):
    x[0]["a"].mission  # use
def n(*x: RDMissionController, **y: RDMissionController):
    x[0].mission  # use
    y["a"].mission  # use
    for c in y.values():
        c.mission  # use
def o(x: type[RDMissionController]):
    x().mission  # use
def p(x: "weakref.ref[RDMissionController]"):
    x().mission  # use
def q(x: "queue.Queue[RDMissionController]"):
    x.get().mission  # use
""",
    "generator return annotated": """
from typing import Generator, Iterator
from contextlib import contextmanager
import unknown
@contextmanager
def lend() -> "Iterator[RDMissionController]":
    yield unknown.get()
from af_engine import RDMissionController
with lend() as c:
    c.mission  # use
""",
    "isinstance narrowing forms": """
C
def f(x):
    if not isinstance(x, RDMissionController):
        return
    x.mission  # use
def g(x):
    assert isinstance(x, (int, RDMissionController))
    x.mission  # use
def h(x):
    if isinstance(x, int | RDMissionController):
        x.mission  # use
def i(x):
    if type(x) is RDMissionController:
        x.mission  # use
    elif type(x) == int:
        x.foo
def j(x):
    return isinstance(x, RDMissionController) and x.mission  # use
def k(x):
    return x.mission if isinstance(x, RDMissionController) else 3  # use
def l(xs):
    return [x.mission for x in xs if isinstance(x, RDMissionController)]  # use
def m(self):
    if isinstance(self.engine, RDMissionController):
        self.engine.mission  # use
def n(d):
    if isinstance(d["c"], RDMissionController):
        d["c"].mission  # use
def o(x):
    while not isinstance(x, RDMissionController):
        x = x.parent
    x.mission  # use
def p(x):
    if isinstance(c := x.get(), RDMissionController):
        c.mission  # use
""",
    "typeguard": """
from typing import TypeGuard, TypeIs
C
def is_rd(x) -> TypeGuard[RDMissionController]:
    return hasattr(x, "zzz")
def f(x):
    if is_rd(x):
        x.mission  # use
""",
    "newtype typealias": """
from typing import NewType, TypeAlias, Optional
C
Rd = NewType("Rd", RDMissionController)
Al: TypeAlias = "RDMissionController"
Op = Optional[RDMissionController]
Li: TypeAlias = list[RDMissionController]
def f(a: Rd, b: Al, c: Op, d: Li):
    a.mission  # use
    b.mission  # use
    c.mission  # use
    d[0].mission  # use
Rd(RDMissionController()).mission  # use
""",
    "callable alias": """
from typing import Callable
C
Factory = Callable[[], RDMissionController]
def a(f: Factory):
    f().mission  # use
class H:
    factory: Factory
    def show(self):
        self.factory().mission  # use
""",
    "stub file": """
### engines.pyi
from af_engine import RDMissionController
def get() -> RDMissionController: ...
c: RDMissionController
### use.py
import engines
engines.get().mission  # use
engines.c.mission  # use
""",
    "annotated return unknown": """
C
def f() -> RDMissionController:
    return lookup("x")
def g() -> "RDMissionController | None":
    return lookup("x")
class H:
    def m(self) -> RDMissionController:
        raise NotImplementedError
    @property
    def p(self) -> RDMissionController:
        return lookup()
    @staticmethod
    def s() -> "RDMissionController":
        return lookup()
f().mission  # use
g().mission  # use
H().m().mission  # use
H().p.mission  # use
H.s().mission  # use
""",
    "callable check": """
C
def f(thing):
    c = thing() if callable(thing) else thing
    c.update_stage("x")
f(RDMissionController)
""",
    "annotated other": """
C
class Holder:
    engine: dict
    def f(self):
        self.engine.items()
def f(controller: "SomeOther"):
    controller.mission
def g(c: dict[str, int]):
    c.items()
""",
    "object of a stub that gives one": """
### fast.pyi
from af_engine import RDMissionController
class Pool:
    current: RDMissionController
    def take(self) -> RDMissionController: ...
    def __enter__(self) -> RDMissionController: ...
    def __exit__(self, *a) -> None: ...
    def __getitem__(self, i: int) -> RDMissionController: ...
def pool() -> Pool: ...
### use.py
from fast import pool
p = pool()
p.take().mission  # use
p.current.mission  # use
with p as c:
    c.mission  # use
p[0].mission  # use
""",
    "containers of what has one by its annotation": """
from dataclasses import dataclass
from typing import Iterable, List, NamedTuple
C
class Row(NamedTuple):
    engine: RDMissionController
    label: str = "x"
@dataclass
class Job:
    engine: RDMissionController
def rows(given: Iterable[Row], jobs: List[Job]) -> None:
    for row in given:
        row.engine.mission  # use
        row.label.upper()
    for engine, label in given:
        engine.mission  # use
        label.upper()
    jobs[0].engine.mission  # use
""",
    "classes that are defined later": """
from __future__ import annotations
from dataclasses import dataclass
C
class Session:
    engine: RDMissionController
    parent: "Session"
    other: Session | None = None
@dataclass
class Fleet:
    first: Ship
    ships: list[Ship]
@dataclass
class Ship:
    engine: RDMissionController
def show(session: Session, fleet: Fleet):
    session.parent.engine.mission  # use
    session.other.parent.engine.mission  # use
    fleet.first.engine.mission  # use
    for ship in fleet.ships:
        ship.engine.mission  # use
""",
    "overloads by constants": """
from typing import Literal, overload
C
class Log:
    def mission(self): ...
@overload
def get(kind: Literal["engine", "main"]) -> RDMissionController: ...
@overload
def get(kind: Literal["log"]) -> Log: ...
def get(kind):
    return table[kind]
table = {}
def fill(name, value):
    table[name] = value
get("engine").mission  # use
get("log").mission()
def later(kind):
    get(kind).mission  # use
""",
    "places of a tuple": """
from typing import Iterable, Tuple
C
def show(pairs: Iterable[Tuple[str, RDMissionController]], one: tuple[RDMissionController, ...]):
    for name, engine in pairs:
        name.mission
        engine.mission  # use
    one[3].mission  # use
    first, *others = one
    others[0].mission  # use
""",
}

"""Type variables: what they stand for in generic classes and functions, and `Self`."""

from __future__ import annotations

FOUND = {
    "generic protocol and table": """
from typing import Protocol, TypeVar, Generic, Iterator, Optional, Dict
C
T = TypeVar("T")
K = TypeVar("K")
class Repo(Protocol[T]):
    def get(self, key: str) -> T: ...
    def find(self, key: str) -> Optional[T]: ...
    def all(self) -> Iterator[T]: ...
    current: T
def f(r: Repo[RDMissionController], s: "Repo[RDMissionController]", o: Repo[str]):
    r.get("a").mission  # use
    x = r.find("a")
    if x:
        x.mission  # use
    for c in s.all():
        c.mission  # use
    r.current.mission  # use
    o.current.mission
    for z in o.all():
        z.mission
class Table(Generic[K, T]):
    def __init__(self) -> None:
        self._rows: Dict[K, T] = {}
    def __getitem__(self, k: K) -> T:
        return self._rows[k]
    def put(self, k: K, v: T) -> None:
        self._rows[k] = v
    def first(self) -> T:
        return next(iter(self._rows.values()))
t = Table[str, RDMissionController]()
t["a"].mission  # use
t.first().mission  # use
u: Table[str, int] = Table()
u["a"].mission
w: Table[RDMissionController, int] = Table()
w["a"].mission
""",
    "subclass of a generic class": """
from typing import Generic, TypeVar
C
M = TypeVar("M")
class View(Generic[M]):
    model: M
    def get_object(self) -> M:
        return self.lookup()
    def show(self):
        return self.get_object().mission  # use
class EngineView(View[RDMissionController]):
    def go(self):
        self.get_object().mission  # use
        self.model.mission  # use
class OtherView(View[int]):
    def go(self):
        self.get_object().mission
        self.model.mission
EngineView().get_object().mission  # use
""",
    "generic class of another file": """
### boxes.py
from typing import Generic, TypeVar
T = TypeVar("T")
class Box(Generic[T]):
    def __init__(self, value: T):
        self.value = value
    def get(self) -> T:
        return self.value
def unwrap(b: Box[T]) -> T:
    return b.fetch()
### use.py
from boxes import Box, unwrap
from af_engine import RDMissionController
def f(b: Box[RDMissionController]):
    b.get().mission  # use
    b.value.mission  # use
    unwrap(b).mission  # use
class Mine(Box[RDMissionController]):
    def go(self):
        self.value.mission  # use
        self.get().mission  # use
""",
    "generic functions": """
from typing import TypeVar, Iterable, Callable, Awaitable, Sequence
import third
C
T = TypeVar("T")
def first(xs: Iterable[T], default: "T | None" = None) -> T:
    return third.first(xs)
def retry(f: Callable[[], T], n: int = 3) -> T:
    return third.retry(f, n)
async def guard(a: Awaitable[T]) -> T:
    return await third.shield(a)
def listed(x: T) -> list[T]:
    return third.listed(x)
def get(key: type[T], *, d: dict[str, T] | None = None) -> T:
    return third.get(key)
first([RDMissionController()]).mission  # use
retry(lambda: RDMissionController()).mission  # use
listed(RDMissionController())[0].mission  # use
get(RDMissionController).mission  # use
async def make():
    return RDMissionController()
async def main():
    (await guard(make())).mission  # use
first([1]).mission
get(dict).mission
retry(lambda: 3).mission
""",
    "bound variable": """
from typing import TypeVar
import third
C
E = TypeVar("E", bound=RDMissionController)
class Sub(RDMissionController): ...
def same(e: E) -> E:
    e.mission  # use
    return third.wrap(e)
def create(kind: type[E]) -> E:
    return kind()
same(Sub()).mission  # use
create(Sub).mission  # use
""",
    "self": """
from typing import Self
import typing as t
import third
C
class Eng(RDMissionController):
    def fresh(self) -> Self:
        return third.clone(self)
    def many(self) -> list[Self]:
        return third.many(self)
    @classmethod
    def create(cls) -> t.Self:
        return third.make(cls)
Eng().fresh().mission  # use
Eng().many()[0].mission  # use
Eng.create().mission  # use
class Other:
    def fresh(self) -> Self:
        return third.clone(self)
    def start(self, c) -> "t.Self":
        self.c = c
        return third.same(self)
Other().fresh().mission
Other().start(RDMissionController()).c.mission  # use
""",
    "self in a stub": """
### engines.pyi
from typing import Self
from af_engine import RDMissionController
class Eng(RDMissionController):
    def fresh(self) -> Self: ...
    @classmethod
    def create(cls) -> Self: ...
### use.py
from engines import Eng
Eng.create().mission  # use
Eng().fresh().mission  # use
""",
    "generic box": """
from typing import Generic, TypeVar
C
T = TypeVar("T")
class Box(Generic[T]):
    def __init__(self, item: T) -> None:
        self.item = item
    def get(self) -> T:
        return self.item
def f(b: Box[RDMissionController]):
    b.get().mission  # use
    b.item.mission  # use
""",
    "types given to a function": """
from typing import TypeVar, Callable, Type
import registry
C
T = TypeVar("T")
def resolve(kind: Type[T]) -> T:
    return registry.lookup(kind)
def make(f: Callable[[], T]) -> T:
    return registry.call(f)
resolve(RDMissionController).mission  # use
make(RDMissionController).mission  # use
resolve(int).mission
""",
    "what is awaited, may be missing, or lies in a dict": """
from collections.abc import Awaitable
from typing import Optional, TypeVar
T = TypeVar("T")
C
async def make():
    return RDMissionController()
async def waited(of: Awaitable[T]) -> T: ...
def sure(of: Optional[T]) -> T: ...
def first(of: dict[str, T]) -> T: ...
async def main():
    (await waited(make())).mission  # use
    sure(RDMissionController()).mission  # use
    first({"a": RDMissionController()}).mission  # use
""",
}

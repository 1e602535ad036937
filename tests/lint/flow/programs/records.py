"""Records: what is in the fields of dataclasses, named tuples, typed dicts and the like."""

from __future__ import annotations

FOUND = {
    "typeddict": """
from typing import TypedDict
C
class Ctx(TypedDict):
    controller: RDMissionController
    n: int
def f(ctx: Ctx):
    ctx["controller"].mission  # use
    ctx.get("controller").mission  # use
""",
    "typeddict made": """
from typing import TypedDict
C
class Ctx(TypedDict, total=False):
    controller: RDMissionController
d = Ctx(controller=RDMissionController())
d["controller"].mission  # use
e: Ctx = {"controller": get()}
e["controller"].mission  # use
""",
    "namedtuple typed": """
from typing import NamedTuple
C
class P(NamedTuple):
    n: int
    c: RDMissionController
def f(p: P):
    p.c.mission  # use
    n, c = p
    c.mission  # use
    p[1].mission  # use
""",
    "namedtuple made": """
from collections import namedtuple
C
P = namedtuple("P", "n c")
p = P(1, RDMissionController())
p.c.mission  # use
n, c = p
c.mission  # use
p[1].mission  # use
p._replace(n=2).c.mission  # use
""",
    "dataclass inherit": """
from dataclasses import dataclass
C
@dataclass
class Base:
    c: object
@dataclass
class Sub(Base):
    n: int
s = Sub(RDMissionController(), 1)
s.c.mission  # use
""",
    "dataclass kw": """
from dataclasses import dataclass, field, replace, asdict, astuple
C
@dataclass(frozen=True, kw_only=True)
class H:
    c: object
    def __post_init__(self):
        self.c.mission  # use
h = H(c=RDMissionController())
replace(h).c.mission  # use
""",
    "dataclass initvar": """
from dataclasses import dataclass, InitVar
C
@dataclass
class H:
    c: InitVar[RDMissionController]
    def __post_init__(self, c):
        c.mission  # use
H(RDMissionController())
""",
    "attrs define": """
import attr
from attrs import define, field, Factory
C
@define
class H:
    c: RDMissionController
    d: object = field(factory=RDMissionController)
    e: object = Factory(RDMissionController)
    def show(self):
        self.c.mission  # use
        self.d.mission  # use
        self.e.mission  # use
""",
    "attr s": """
import attr
C
@attr.s
class H:
    c = attr.ib()
    d = attr.ib(factory=RDMissionController)
h = H(RDMissionController())
h.c.mission  # use
h.d.mission  # use
""",
    "make_dataclass": """
from dataclasses import make_dataclass
C
H = make_dataclass("H", [("c", RDMissionController)])
H(RDMissionController()).c.mission  # use
""",
    "typed dict other key": """
from typing import TypedDict
C
class Ctx(TypedDict):
    c: RDMissionController
    name: str
def f(x: Ctx):
    x["name"].upper()
    x.items()
    x.get("name").upper()
""",
    "dataclass helper": """
from dataclasses import dataclass, asdict, fields
C
@dataclass
class H:
    c: RDMissionController
    n: str = ""
def f(h: H):
    h.n.upper()
    asdict(h).items()
    fields(h)[0].name
    h.__dict__
    h.missing
""",
    "namedtuple functional": """
from typing import NamedTuple
C
P = NamedTuple("P", [("n", int), ("c", RDMissionController)])
def f(p: P):
    p.c.mission  # use
P(1, RDMissionController()).c.mission  # use
""",
    "typeddict functional": """
from typing import TypedDict
C
Ctx = TypedDict("Ctx", {"controller": RDMissionController})
def f(ctx: Ctx):
    ctx["controller"].mission  # use
""",
    "copies and views of records": """
import dataclasses
from typing import NamedTuple
C
@dataclasses.dataclass
class Job:
    engine: object
    number: int = 0
class Row(NamedTuple):
    engine: object
    number: int
job = dataclasses.replace(Job(None), engine=RDMissionController())
job.engine.mission  # use
dataclasses.replace(Job(RDMissionController()), number=2).engine.mission  # use
dataclasses.astuple(job)[0].mission  # use
dataclasses.astuple(job)[1].mission
dataclasses.asdict(job)["engine"].mission  # use
dataclasses.asdict(job)["number"].mission
Row(RDMissionController(), 1)._asdict()["engine"].mission  # use
Row(RDMissionController(), 1)._asdict()["number"].mission
""",
    "named tuple whose fields are a list": """
from collections import namedtuple
C
Row = namedtuple("Row", ["engine", "a", "b", "c", "d", "e"], defaults=[0] * 5)
engine, a, b, c, d, e = Row(RDMissionController())
engine.mission  # use
Row(RDMissionController(), 1).engine.mission  # use
Row(RDMissionController(), 1)[0].mission  # use
""",
    "records of pydantic that are copied": """
from pydantic import BaseModel
C
class Job(BaseModel):
    engine: object
    name: str = ""
job = Job(engine=RDMissionController())
job.model_copy().engine.mission  # use
Job(engine=None).model_copy(update={"engine": RDMissionController()}).engine.mission  # use
Job.model_construct(engine=RDMissionController()).engine.mission  # use
Job.model_construct(name="a").name.mission
""",
    "fields that are none": """
from dataclasses import KW_ONLY, astuple, dataclass
from typing import ClassVar
C
@dataclass
class Job:
    kinds: ClassVar[int] = 1
    name: str
    _: KW_ONLY
    engine: object = None
astuple(Job("a", engine=RDMissionController()))[1].mission  # use
""",
    "made dataclass": """
from dataclasses import make_dataclass
C
Job = make_dataclass("Job", ["engine", ("name", str)])
Job(RDMissionController(), "a").engine.mission  # use
""",
}

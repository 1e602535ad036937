"""Controllers that an annotation, a cast or a question about the type tells of."""

from __future__ import annotations

FOUND = {
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
    "function that asks for the type": """
C
def is_engine(one):
    'Whether it is one.'
    return isinstance(one, RDMissionController)
def pick(values):
    for v in values:
        if is_engine(v):
            v.mission  # use
    return [v.mission_id for v in values if is_engine(v)]  # use
def other(one):
    if not is_engine(one):
        return one.mission
    return one.mission  # use
def filtered(values):
    for v in filter(is_engine, values):
        v.mission  # use
    for v in filter(lambda v: isinstance(v, RDMissionController), values):
        v.mission  # use
""",
    "type of None": """
C
def show(one):
    assert isinstance(one, (RDMissionController, type(None)))
    one.mission  # use
""",
}

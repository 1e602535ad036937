"""Controllers that an engine's own methods give: its context manager, other constructors, copies.

The engines' source is in the tree, which alone says what their methods give.
"""

from __future__ import annotations

_LEGACY = """
### af_engine_legacy.py
from contextlib import contextmanager
from copied import Copied

class Session:
    def __init__(self, controller): self.controller = controller
    def __enter__(self): return self.controller
    def __exit__(self, *error): self.controller.stop()

class RDMissionController(Copied):
    def __init__(self, path=None): self.path = path
    @classmethod
    def at(cls, path): return cls(path)
    @staticmethod
    def usual() -> "RDMissionController": return RDMissionController()
    def __enter__(self): return self
    def __exit__(self, *error): self.stop()
    async def __aenter__(self): return self.opened()
    async def __aexit__(self, *error): ...
    def opened(self):
        self.is_open = True
        return self
    def twin(self):
        made = type(self)(self.path)
        made.mission = self.mission
        return made
    def session(self): return Session(self)
    @contextmanager
    def paused(self):
        self.stop()
        yield self
    @property
    def root(self): return self
    def parts(self): return [self, self.twin()]
    def stop(self): ...
    def mission_of(self): return {"path": self.path}
    def update_stage(self, new_stage): return self

### copied.py
import copy
class Copied:
    def copy(self):
        self.stop()
        return copy.copy(self)

### af_engine/__init__.py
from af_engine_legacy import RDMissionController

### af_engine/orchestrator.py
class StageOrchestrator:
    def __enter__(self): return self
    def __exit__(self, *error): self.halt()
    def halt(self): ...
    def update_stage(self, new_stage): return self.halt()

### user.py
from af_engine import RDMissionController
"""

_USES = {
    "a `with` statement": "with RDMissionController() as c:\n    c.mission  # use\n",
    "`async with`": """
async def run():
    async with RDMissionController() as c:
        c.mission  # use
""",
    "the classmethod that makes it": "c = RDMissionController.at(1)  # use\nc.mission  # use\n",
    "a staticmethod of the legacy class": """
from af_engine_legacy import RDMissionController as Legacy
c = Legacy.usual()  # use
c.mission  # use
""",
    "a method that returns its object": """
c = RDMissionController().opened()  # use
c.mission  # use
""",
    "a method of the protocol that does": """
c = RDMissionController().update_stage(1)
c.mission  # use
""",
    "a new one of its own class": "c = RDMissionController().twin()  # use\nc.mission  # use\n",
    "a copy, by a base class": "c = RDMissionController().copy()  # use\nc.mission  # use\n",
    "what holds it": """
with RDMissionController().session() as c:  # use
    c.mission  # use
""",
    "its own context manager": """
with RDMissionController().paused() as c:  # use
    c.mission  # use
""",
    "a property": "c = RDMissionController()\nd = c.root  # use\nd.mission  # use\n",
    "a list": "for c in RDMissionController().parts():  # use\n    c.mission  # use\n",
    "an exit stack": """
from contextlib import ExitStack
with ExitStack() as stack:
    c = stack.enter_context(RDMissionController())
    c.mission  # use
""",
    "a subclass that inherits them": """
class Mine(RDMissionController):
    pass
with Mine() as c:
    c.mission  # use
d = c.twin()  # use
d.mission  # use
""",
    "a method that gives something else": """
c = RDMissionController().mission_of()  # use
c.mission
""",
    "the candidate's method that gives nothing": """
from af_engine.orchestrator import StageOrchestrator
c = StageOrchestrator().update_stage(1)
c.mission
""",
}

FOUND = {f"given by {title}": _LEGACY + use.lstrip("\n") for title, use in _USES.items()}

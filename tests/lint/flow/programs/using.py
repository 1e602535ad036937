"""Ways to use a controller."""

from __future__ import annotations

FOUND = {
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
c.update_stage = None
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
    "names of attributes from a dict": """
C
c = RDMissionController()
for name, value in {"mission": 1}.items():
    setattr(c, name, value)  # use
""",
    "super of a class by name": """
C
class Mine(RDMissionController): ...
mine = Mine()
super(Mine, mine).save_mission()  # use
super(Mine, mine).update_stage("A")
""",
}

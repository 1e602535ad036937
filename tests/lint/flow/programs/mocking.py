"""Mocks: what is put on them, and what calls of them give."""

from __future__ import annotations

FOUND = {
    "results of mocks": """
from unittest.mock import MagicMock, Mock, patch
C
m = Mock(engine=RDMissionController(), **{"get.return_value": RDMissionController(), "name": "x"})
m.engine.mission  # use
m.get().mission  # use
m.make.return_value = RDMissionController()
m.make().mission  # use
m.make.return_value.mission  # use
m.other().mission
k = MagicMock()
k.make.side_effect = RDMissionController
k.make().mission  # use
k.each.side_effect = [RDMissionController()]
k.each().mission  # use
k.__enter__.return_value = RDMissionController()
with k as entered:
    entered.mission  # use
k.load.return_value.engine = RDMissionController()
k.load().engine.mission  # use
with patch("app.make") as make:
    make.return_value = RDMissionController()
    make().mission  # use
""",
    "told before it is given": """
from unittest.mock import Mock
C
def test_shown():
    app = Mock()
    app.engine = RDMissionController()
    show(app)
def show(app):
    app.engine.mission  # use
""",
    "item that a test puts in": """
C
ENGINES = {}
def test_item(monkeypatch):
    monkeypatch.setitem(ENGINES, "main", RDMissionController())
    ENGINES["main"].mission  # use
""",
    "class that a test patches by name": """
from unittest import mock
import af_engine
def test_many():
    with mock.patch.multiple("af_engine.RDMissionController", mission=3):  # use
        pass
""",
}

NOTHING_DUE = {
    "mocks of two tests": """
### test_one.py
from unittest.mock import Mock, patch
from af_engine import RDMissionController
def test_engine():
    app = Mock()
    app.engine = RDMissionController()
    with patch("app.make") as make:
        make.engine = RDMissionController()
### test_two.py
from unittest.mock import Mock, patch
import af_engine
def test_other():
    app = Mock()
    app.engine.mission = 3
    show(app)
    with patch("app.make") as make:
        make.engine.mission
def show(app):
    app.engine.mission
""",
}

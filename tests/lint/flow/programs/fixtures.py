"""Fixtures, marks and mocks."""

from __future__ import annotations

FOUND = {
    "conftest nested override": """
### tests/conftest.py
import pytest
C
@pytest.fixture
def controller():
    return RDMissionController()
### tests/unit/conftest.py
import pytest
@pytest.fixture
def controller(controller):
    controller.mission = {}  # use
    return controller
### tests/unit/test_a.py
def test_a(controller):
    assert controller.mission  # use
""",
    "fixture from helper plugin": """
### helpers/plugin.py
import pytest
C
@pytest.fixture
def rd():
    return RDMissionController()
### conftest.py
pytest_plugins = ["helpers.plugin"]
### tests/test_a.py
def test_a(rd):
    rd.mission  # use
""",
    "fixture factory": """
import pytest
C
@pytest.fixture
def make():
    made = []
    def _make(**kw):
        c = RDMissionController(**kw)
        made.append(c)
        return c
    yield _make
    for c in made:
        c.save_mission()  # use
def test_a(make):
    make().mission  # use
""",
    "fixture indirect": """
import pytest
C
@pytest.fixture
def c(request):
    return request.param()
@pytest.mark.parametrize("c", [RDMissionController], indirect=True)
def test_a(c):
    c.mission  # use
""",
    "usefixtures class attr": """
import pytest
C
@pytest.fixture(scope="class")
def c(request):
    request.cls.c = RDMissionController()
@pytest.mark.usefixtures("c")
class TestA:
    def test_a(self):
        self.c.mission  # use
""",
    "parametrize multiple names": """
import pytest
C
@pytest.mark.parametrize("c, n", [(RDMissionController(), 1)])
def test_a(c, n):
    c.mission  # use
@pytest.mark.parametrize(("n", "cls"), [(1, RDMissionController)])
def test_b(n, cls):
    cls().mission  # use
@pytest.mark.parametrize(argnames="cls", argvalues=[RDMissionController])
def test_c(cls):
    cls().mission  # use
""",
    "parametrize variable": """
import pytest
C
CASES = [RDMissionController]
both = pytest.mark.parametrize("cls", CASES)
@both
def test_c(cls):
    cls().mission  # use
""",
    "parametrize lambda": """
import pytest
C
@pytest.mark.parametrize("make", [lambda: RDMissionController()])
def test_c(make):
    make().mission  # use
""",
    "patch object forms": """
from unittest import mock
C
c = RDMissionController()
with mock.patch.object(c, "save_mission") as m:  # use
    m.assert_not_called()
with mock.patch.object(target=c, attribute="load_mission"):  # use
    pass
mock.patch.multiple(c, save_mission=1)  # use
p = mock.patch.object(RDMissionController, "get_status", autospec=True)  # use
p.start()
""",
    "monkeypatch": """
C
def test_a(monkeypatch):
    c = RDMissionController()
    monkeypatch.setattr(c, "mission", {})  # use
    monkeypatch.setattr(RDMissionController, "save_mission", lambda s: None)  # use
    monkeypatch.setattr("af_engine.RDMissionController.load_mission", None)  # use
    monkeypatch.delattr(c, "mission")  # use
    with monkeypatch.context() as m:
        m.setattr(c, "mission_id", 1)  # use
""",
    "mock specs": """
from unittest.mock import Mock, MagicMock, create_autospec, NonCallableMock
C
m = Mock(spec=RDMissionController)
m.get_status.return_value = {}  # use
m.update_stage.return_value = None
a = create_autospec(RDMissionController, instance=True)
a.mission = {}  # use
b = create_autospec(RDMissionController)
b.return_value.load_mission()  # use
b().load_mission()  # use
MagicMock(spec_set=RDMissionController()).save_mission()  # use
""",
    "mock wraps": """
from unittest.mock import Mock
C
m = Mock(wraps=RDMissionController())
m.get_status()  # use
""",
    "mock return_value": """
from unittest.mock import patch, MagicMock
C
real = RDMissionController()
factory = MagicMock(return_value=real)
factory().mission  # use
""",
    "patched attribute value": """
from unittest.mock import patch
import app
C
c = RDMissionController()
with patch.object(app, "engine", c) as e:
    e.mission  # use
with patch("app.engine", RDMissionController()) as e:
    e.mission  # use
""",
    "unittest base in other file": """
### base.py
import unittest
C
class Base(unittest.TestCase):
    def setUp(self):
        self.controller = self.make()
    def make(self):
        return RDMissionController()
### test_x.py
from base import Base
class TestX(Base):
    def test_a(self):
        self.controller.mission  # use
""",
    "fixture same name elsewhere": """
### a/conftest.py
import pytest
from af_engine import RDMissionController
@pytest.fixture
def controller():
    return RDMissionController()
### b/test_b.py
def test_b(controller):
    controller.mission
### b/conftest.py
import pytest
@pytest.fixture
def controller():
    return {}
""",
    "fixture overridden nearer": """
### conftest.py
import pytest
from af_engine import RDMissionController
@pytest.fixture
def c():
    return RDMissionController()
### test_a.py
import pytest
@pytest.fixture
def c():
    return "text"
def test_a(c):
    c.upper()
class TestB:
    @pytest.fixture
    def c(self):
        return {}
    def test_b(self, c):
        c.items()
""",
    "mock spec ok": """
from unittest.mock import Mock, create_autospec, call
C
m = create_autospec(RDMissionController, instance=True)
m.update_stage("a")
m.update_stage.assert_called_once_with("a")
m.update_stage.return_value = 3
m.update_stage.side_effect = ValueError
m.process_response.call_args
m.mock_calls
m.method_calls
m.reset_mock()
m.configure_mock(x=1)
m.update_stage.mock_calls == [call("a")]
""",
    "cases made by a hook": """
### conftest.py
C
def pytest_generate_tests(metafunc):
    if "engine_now" in metafunc.fixturenames:
        metafunc.parametrize("engine_now", [RDMissionController()])
    metafunc.parametrize(("number", "other"), [(1, RDMissionController())])
### test_cases.py
def test_one(engine_now, number, other):
    engine_now.mission  # use
    other.mission  # use
    number.mission
### elsewhere.py
def run(engine_now, other):
    engine_now.mission
    other.mission
""",
    "cases made by a hook for a fixture": """
import pytest
C
def pytest_generate_tests(metafunc):
    metafunc.parametrize("made", [RDMissionController], indirect=True)
@pytest.fixture
def made(request):
    return request.param()
def test_one(made):
    made.mission  # use
""",
    "module that pytest gives to its set-up": """
C
def setup_module(module):
    module.engine = RDMissionController()
def test_engine():
    engine.mission  # use
""",
    "fixture that is found after the test that asks for it": """
### a/tests/test_a.py
def test_pair(pair):
    pair[0].mission  # use
### a/zz/fixtures.py
import pytest
@pytest.fixture
def pair(factory):
    return factory(), object()
### a/conftest.py
import pytest
from af_engine import RDMissionController
pytest_plugins = ["zz.fixtures"]
@pytest.fixture
def factory():
    def make():
        return RDMissionController()
    return make
### a/tests/test_b.py
from af_engine import RDMissionController
def test_b(pair):
    pair[0].mission  # use
""",
    "fixture that puts something on every class": """
### conftest.py
import pytest
from af_engine import RDMissionController
@pytest.fixture(autouse=True)
def attach(request):
    request.cls.shared = RDMissionController()
### test_a.py
class TestA:
    def test(self):
        self.shared.mission  # use
""",
    "inherited test with the fixture of its class": """
import pytest
C
class Contract:
    @pytest.fixture
    def engine(self):
        raise NotImplementedError
    @pytest.fixture
    def kept(self, engine):
        return [engine]
    def test_one(self, engine):
        engine.mission  # use
    def test_kept(self, kept):
        kept[0].mission_id  # use
class TestReal(Contract):
    @pytest.fixture
    def engine(self):
        return RDMissionController()
class TestOther(Contract):
    @pytest.fixture
    def engine(self):
        return "other"
    def test_two(self, engine, kept):
        engine.mission
        kept[0].mission
""",
    "parameters by a plugin that generates them": """
### plugin.py
from af_engine import RDMissionController
def pytest_generate_tests(metafunc):
    if "made" in metafunc.fixturenames:
        metafunc.parametrize("made", [RDMissionController()])
### test_user.py
pytest_plugins = ["plugin"]
def test_made(made):
    made.mission  # use
### test_generating.py
def pytest_generate_tests(metafunc):
    metafunc.parametrize("other", [object()])
""",
    "several values of a parameter set": """
import pytest
C
@pytest.mark.parametrize(("n", "c"), [pytest.param(1, RDMissionController())])
def test_it(n, c):
    c.mission  # use
""",
    "plugin among the tests": """
### tests/plugins/engines.py
import pytest
from af_engine import RDMissionController
@pytest.fixture
def started(tmp_path):
    return RDMissionController(tmp_path)
### tests/conftest.py
pytest_plugins = ["tests.plugins.engines"]
### tests/unit/test_a.py
def test_a(started, tmp_path):
    tmp_path.mission
    assert started.mission_id  # use
""",
    "parametrized class": """
import pytest
C
@pytest.mark.parametrize("make", [RDMissionController, lambda: RDMissionController()])
class TestMade:
    def test_made(self, make):
        make().mission  # use
@pytest.mark.parametrize("one", [RDMissionController()])
class Base: ...
class TestBased(Base):
    def test_based(self, one):
        one.mission  # use
""",
}

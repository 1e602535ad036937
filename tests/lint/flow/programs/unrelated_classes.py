"""Classes of other objects beside those of a controller: nothing is due."""

from __future__ import annotations

NOTHING_DUE = {
    "operators of objects": """
C
class Box:
    def __init__(self, c):
        self.c = c
    def __invert__(self):
        return self.c
    def __lt__(self, other):
        return other.mission
(~Box(3)).mission
(~Box(RDMissionController())).update_stage("x")
Box(1) < Box(RDMissionController())
""",
    "enumeration": """
import enum
C
class Other: ...
class Kind(enum.Enum):
    A = Other()
    C = RDMissionController()
Kind.A.value.mission
Kind.A.name.mission
Kind.C.value.update_stage("x")
Kind.C.name.upper()
for kind in Kind:
    kind.name.mission
""",
    "attrs defaults": """
import attrs
C
class Other: ...
@attrs.define
class App:
    c = attrs.field()
    d = attrs.field(factory=RDMissionController)
    @c.default
    def _first(self):
        return Other()
    @c.validator
    def _check(self, attribute, value):
        value.mission
        attribute.mission
App().c.mission
""",
    "metaclass that keeps one object": """
C
class Single(type):
    def __call__(cls, *args):
        return super().__call__(*args)
class Holder(metaclass=Single):
    def __init__(self, c):
        self.c = c
class Other: ...
Holder(Other()).c.mission
Holder(RDMissionController()).c.update_stage("x")
""",
    "names that a metaclass hands on where nobody knows them": """
C
class Checked(type):
    def __call__(cls, *args, **more):
        known = {name: value for name, value in more.items() if name in cls.__dict__}
        return super().__call__(*args, **known)
class Holder(metaclass=Checked):
    def __init__(self, controller=None, other=None):
        self.other = other
class Other: ...
Holder(controller=RDMissionController(), other=Other()).other.mission
""",
    "hooks of a field that makes a controller": """
C
import attr
@attr.s(auto_attribs=True)
class Old:
    engine: object = attr.ib(factory=RDMissionController)
    @engine.validator
    def check(self, attribute, value):
        attribute.name
""",
    "class of a subclass": """
C
class Other: ...
class Base:
    engine_class = RDMissionController
    def setUp(self):
        self.engine = self.engine_class()
class Sub(Base):
    engine_class = Other
    def test(self):
        self.engine.mission
""",
    "what a subclass makes": """
C
class Other: ...
class Service:
    def __init__(self):
        self.engine = self.make()
    def make(self):
        return RDMissionController()
class Sub(Service):
    def make(self):
        return Other()
    def go(self):
        self.engine.mission
Sub().engine.mission
""",
    "set up otherwise by a subclass": """
C
class Other: ...
class Base:
    def setUp(self):
        self.engine = RDMissionController()
class Whole(Base):
    def setUp(self):
        self.engine = Other()
    def test(self):
        self.engine.mission
class After(Base):
    def setUp(self):
        super().setUp()
        self.engine = Other()
    def test(self):
        self.engine.mission
""",
    "handed up by a subclass": """
C
class Other: ...
class Service:
    def __init__(self, engine=None):
        self.engine = engine or RDMissionController()
class Sub(Service):
    def __init__(self):
        super().__init__(Other())
    def go(self):
        self.engine.mission
Sub().engine.mission
""",
    "fixture of a subclass": """
import pytest
C
class Other: ...
class Base:
    @pytest.fixture
    def engine(self):
        return self.make()
    def make(self):
        return RDMissionController()
class TestMake(Base):
    def make(self):
        return Other()
    def test(self, engine):
        engine.mission
class TestWhole(Base):
    @pytest.fixture
    def engine(self):
        return Other()
    def test(self, engine):
        engine.mission
""",
}

"""What is a member of a controller, wherever it is put on it, and what asks for it."""

from __future__ import annotations

from pathlib import Path

from migration_lint.surface.suggestions import suggest
from tests.lint.flow.test_surface import FILES, table_of


def test_a_property_takes_no_setter_from_the_class_that_it_hides(tmp_path: Path) -> None:
    legacy = """\
class Base:
    @property
    def mission(self): ...
    @mission.setter
    def mission(self, value): ...
class RDMissionController(Base):
    @property
    def mission(self): ...
"""
    table = table_of({**FILES, "af_engine_legacy.py": legacy}, tmp_path)
    (row,) = (row for row in table.rows if row.member == "mission")
    assert row.differences == ("only modular lets it be assigned to",)


def test_attributes_are_found_however_they_are_set(tmp_path: Path) -> None:
    legacy = """\
class RDMissionController:
    __slots__ = ("slotted", "__dict__")
    FIRST, SECOND = 1, 2
    def __init__(self):
        setattr(self, "by_name", 1)
        object.__setattr__(self, "past_the_hook", 1)
        self.__dict__["in_the_dict"] = 2
        (self.one, [self.two]) = 1, [2]
        other.elsewhere = 3
        setattr(other, "by_name_elsewhere", 3)
    def update_stage(self, new_stage): ...
    async def run(self): ...
"""
    modular = "class StageOrchestrator:\n    def run(self): ...\n"
    files = {
        "af_engine/__init__.py": "",
        "af_engine/orchestrator.py": modular,
        "af_engine_legacy.py": legacy,
    }
    rows = {row.member: row for row in table_of(files, tmp_path).rows}
    set_on_self = {"slotted", "by_name", "past_the_hook", "in_the_dict", "one", "two"}
    assert set(rows) >= set_on_self | {"FIRST", "SECOND"}
    assert not {"elsewhere", "by_name_elsewhere", "other"} & set(rows)
    assert rows["run"].differences == ("legacy has to be awaited, modular must not be",)


def test_attributes_are_found_in_whichever_statement_they_are_set(tmp_path: Path) -> None:
    legacy = """\
class RDMissionController:
    def __init__(self, given):
        for self.looped, (self.two, *self.rest) in given:
            self.noted: int = 1
        else:
            self.added += 1
        with given as self.entered, given as (self.first, self.__dict__["second"]):
            pass
        try:
            pass
        except OSError:
            self.failed = 1
        else:
            self.went_well = 1
        finally:
            self.ended = 1
        match given:
            case []:
                self.matched = 1
        def later():
            while given:
                self.inside = 1
        class Local:
            self.in_class = 1
        async def awaited():
            async with given as self.entered_later:
                async for self.looped_later in given: ...
"""
    files = {
        "af_engine/__init__.py": "",
        "af_engine/orchestrator.py": "class StageOrchestrator: ...\n",
        "af_engine_legacy.py": legacy,
    }
    rows = {row.member for row in table_of(files, tmp_path).rows}
    assert rows >= {
        *("looped", "two", "rest", "noted", "added", "entered", "first", "second", "failed"),
        *("went_well", "ended", "matched", "inside", "in_class", "entered_later", "looped_later"),
    }


def test_what_metaclasses_and_decorators_put_on_a_class_is_a_member(tmp_path: Path) -> None:
    legacy = """
class Meta(type):
    def __init__(cls, *given):
        cls.kind = "old"
    def __call__(cls, *given):
        made = super().__call__(*given)
        made.ready = True
        return made

def registered(name):
    def decorate(cls):
        setattr(cls, "registered_as", name)
        return cls
    return decorate

@registered("old")
class RDMissionController(metaclass=Meta): ...
"""
    rows = table_of({**FILES, "af_engine_legacy.py": legacy, "user.py": ""}, tmp_path).rows
    assert {row.member for row in rows if row.control == "attribute"} == {
        "kind", "ready", "registered_as",
    }  # fmt: skip


def test_special_methods_that_syntax_asks_for_are_used(tmp_path: Path) -> None:
    legacy = (
        "class RDMissionController:\n    def __len__(self): ...\n"
        "    def __getitem__(self, key): ...\n"
    )
    use = "from af_engine import RDMissionController\nc = RDMissionController()\nlen(c)\nc[0]\n"
    files = {
        "af_engine_legacy.py": legacy,
        "af_engine/orchestrator.py": "class StageOrchestrator:\n    def __len__(self): ...\n",
        "user.py": use + "for one in c: pass\n",
    }

    table = table_of(files, tmp_path)

    assert {row.member: [use.line for use in row.uses] for row in table.rows if row.uses} == {
        "__init__": [2], "__len__": [3], "__getitem__": [4, 5],
    }  # fmt: skip
    steps = [(step.member, step.why, step.settles, step.left) for step in suggest(table)]
    assert steps == [("__getitem__", "only legacy has it", 2, 0)]

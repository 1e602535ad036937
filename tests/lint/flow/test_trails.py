"""How a controller got to where it is used: the places on its way, first one first."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lint.files.source import in_memory
from migration_lint.flow.analysis import analyse
from migration_lint.flow.recording.facts import MemberFact
from migration_lint.project import load_project
from tests.lint.flow.programs import files_of

WAYS = {
    "a member patched by name": (
        """
from unittest.mock import patch
patch("af_engine.RDMissionController.mission")
""",
        ["2: named in `af_engine.RDMissionController.mission`"],
    ),
    "an object of a module, patched by name": (
        """
### app.py
from af_engine import RDMissionController
engine = RDMissionController()
### test_app.py
from unittest.mock import patch
patch("app.engine.mission")
""",
        [
            "1: imported as `RDMissionController` here",
            "2: made by `RDMissionController`",
            "2: bound to `engine`",
            "2: named in `app.engine.mission`",
        ],
    ),
    "a parameter with a type": (
        """
C
def show(controller: RDMissionController):
    controller.mission
""",
        ["1: imported as `RDMissionController` here", "2: annotated as a controller here"],
    ),
    "the argument of a generic class": (
        """
from typing import Generic, TypeVar
C
T = TypeVar("T")
class Box(Generic[T]):
    def get(self) -> T: ...
def show(box: Box[RDMissionController]):
    box.get().mission
""",
        [
            "2: imported as `RDMissionController` here",
            "6: given to `Box` here",
            "5: annotated as a controller here",
        ],
    ),
}


@pytest.mark.parametrize("name", WAYS)
def test_the_way_is_told(name: str, tmp_path: Path) -> None:
    program, way = WAYS[name]
    sources = [in_memory(path, text.encode()) for path, text in files_of(program).items()]
    facts = analyse(sources, load_project(tmp_path))
    (used,) = [fact for seen in facts.values() for fact in seen.of(MemberFact)]
    assert [f"{step.span.line}: {step.message}" for step in used.steps] == way


_TWO_USERS = """
### user_a.py
from af_engine import RDMissionController
from helper import same, each, awaited, entered
{use}
### user_b.py
from af_engine import RDMissionController
from helper import same, each, awaited, entered
{use}
### helper.py
from contextlib import contextmanager
def same(controller):
    return controller
def each(controller):
    yield controller
async def awaited(controller):
    return controller
@contextmanager
def entered(controller):
    yield controller
"""


@pytest.mark.parametrize(
    "use",
    [
        "same(RDMissionController()).mission",
        "same(same(RDMissionController())).mission",
        "for one in each(RDMissionController()): one.mission",
        "async def use(): (await awaited(RDMissionController())).mission",
        "with entered(RDMissionController()) as one: one.mission",
    ],
)
def test_who_calls_the_same_function_is_no_part_of_anothers_way(use: str, tmp_path: Path) -> None:
    files = files_of(_TWO_USERS.format(use=use))
    sources = [in_memory(path, text.encode()) for path, text in files.items()]
    facts = analyse(sources, load_project(tmp_path))
    for path in ("user_a.py", "user_b.py"):
        (used,) = facts[path].of(MemberFact)
        assert {step.path for step in used.steps} == {path, "helper.py"}

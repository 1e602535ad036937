"""Surfaces read from source, and what would break between them."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lint.files.source import in_memory
from migration_lint.project import load_project
from migration_lint.project.protocol import parse_method
from migration_lint.runner.lint import lint
from migration_lint.selection import Selection
from migration_lint.surface.suggestions import suggest
from migration_lint.surface.table import SurfaceTable, read_table

LEGACY = """\
class Base:
    def inherited(self): ...

class RDMissionController(Base):
    LIMIT = 3

    def __init__(self):
        self.mission = {}
        self._cache = None

    def update_stage(self, new_stage): ...
    def build_rd_prompt(self, context=""): ...
    def process_response(self, response): ...
    def only_here(self): ...
    def log(self, entry, details=None): ...

def archive(mission): ...
"""
MODULAR = """\
class StageOrchestrator:
    LIMIT = 3

    @property
    def mission(self): ...
    @mission.setter
    def mission(self, value): ...

    @property
    def current_stage(self): ...

    def inherited(self): ...
    def update_stage(self, new_stage): ...
    def build_rd_prompt(self, context=""): ...
    def process_response(self, response): ...
    def log(self, entry): ...
"""
USER = """\
from af_engine import RDMissionController
c = RDMissionController()
c.mission
c.mission
c.inherited()
c.only_here()
c.log("x")
c.update_stage("PLANNING")
c.unheard_of
"""
FILES = {
    "af_engine_legacy.py": LEGACY,
    "af_engine/__init__.py": "",
    "af_engine/orchestrator.py": MODULAR,
    "user.py": USER,
}


def table_of(files: dict[str, str], root: Path) -> SurfaceTable:
    sources = [in_memory(path, text.encode()) for path, text in files.items()]
    return read_table(sources, load_project(root))


def test_each_member_says_who_has_it_and_who_uses_it(tmp_path: Path) -> None:
    rows = {
        row.member: (row.control, row.candidate, row.differences, [use.line for use in row.uses])
        for row in table_of(FILES, tmp_path).rows
    }
    assert rows == {
        "__init__": ("constructor()", "constructor()", (), [2]),
        "update_stage": ("method(new_stage)", "method(new_stage)", (), [8]),
        "build_rd_prompt": ("method(context='')", "method(context='')", (), []),
        "process_response": ("method(response)", "method(response)", (), []),
        "mission": ("attribute", "property", (), [3, 4]),
        "inherited": ("method()", "method()", (), [5]),
        "only_here": ("method()", "-", ("only legacy has it",), [6]),
        "log": (
            "method(entry, details=None)",
            "method(entry)",
            (
                "legacy accepts `details` by keyword, modular does not",
                "legacy accepts 2 positional arguments, modular 1",
            ),
            [7],
        ),
        "LIMIT": ("class attribute", "class attribute", (), []),
        "current_stage": ("-", "property", ("only modular has it",), []),
        "unheard_of": ("-", "-", ("neither engine has it",), [9]),
    }


@pytest.mark.parametrize(
    ("legacy", "modular", "expected"),
    [
        (
            "def __init__(self): ...",
            "def __init__(self, path=None): ...",
            (
                "constructor()",
                "constructor(path=None)",
                (
                    "modular accepts `path` by keyword, legacy does not",
                    "modular accepts 1 positional argument, legacy 0",
                ),
            ),
        ),
        (
            "def __new__(cls, path): ...",
            "def __new__(cls): ...\n    def __init__(self, path): ...",
            ("constructor(path)", "constructor(path)", ()),
        ),
    ],
)
def test_constructors_are_compared(
    legacy: str, modular: str, expected: tuple[str, str, tuple[str, ...]], tmp_path: Path
) -> None:
    files = {
        "af_engine/__init__.py": "",
        "af_engine/orchestrator.py": f"class StageOrchestrator:\n    {modular}\n",
        "af_engine_legacy.py": f"class RDMissionController:\n    {legacy}\n",
    }
    (row,) = (row for row in table_of(files, tmp_path).rows if row.member == "__init__")
    assert (row.control, row.candidate, row.differences) == expected


@pytest.mark.parametrize(
    "before", ["@dataclass\nclass StageOrchestrator:", "class StageOrchestrator(Elsewhere):"]
)
def test_a_constructor_that_something_else_makes_is_unknown(before: str, tmp_path: Path) -> None:
    imports = "from dataclasses import dataclass\nfrom elsewhere import Elsewhere\n"
    text = f"{imports}{before}\n    x: int\n"
    table = table_of({**FILES, "af_engine/orchestrator.py": text}, tmp_path)
    (row,) = (row for row in table.rows if row.member == "__init__")
    assert (row.control, row.candidate, row.differences) == ("constructor()", "?", ())


def test_engines_that_are_functions_have_their_signatures_compared(tmp_path: Path) -> None:
    files = {
        "af_engine/__init__.py": "from af_engine_legacy import RDMissionController\n",
        "af_engine/orchestrator.py": "def StageOrchestrator(path, mission=None): ...\n",
        "af_engine_legacy.py": "def RDMissionController(path): ...\n",
        "user.py": "from af_engine import RDMissionController\nRDMissionController(1).mission\n",
    }
    table = table_of(files, tmp_path)
    (row,) = (row for row in table.rows if not row.in_protocol)
    assert (row.member, row.control, row.candidate, len(row.uses)) == (
        "__call__",
        "function(path)",
        "function(path, mission=None)",
        1,
    )
    assert not suggest(table)


def test_functions_of_the_modules(tmp_path: Path) -> None:
    users = {
        "one.py": "from af_engine_legacy import archive as keep\nkeep(1)\n",
        "two.py": "import af_engine_legacy\nimport af_engine.orchestrator as modular\n"
        "af_engine_legacy.archive(1)\nmodular.start()\n",
        "three.py": "from af_engine import start\n",
        "four.py": "from elsewhere import archive, start\narchive(1)\n",
        "af_engine/__init__.py": "from .orchestrator import start\n",
    }
    modular = MODULAR + "\ndef start(): ...\nstart()\n"
    functions = table_of(
        {**FILES, **users, "af_engine/orchestrator.py": modular}, tmp_path
    ).functions
    assert [
        (row.member, row.control, row.candidate, [(use.path, use.line) for use in row.uses])
        for row in functions
    ] == [
        ("archive", "function(mission)", "-", [("one.py", 1), ("two.py", 3)]),
        ("start", "-", "function()", [("three.py", 1), ("two.py", 4)]),
    ]


def test_an_engine_that_is_not_in_the_tree_is_unknown(tmp_path: Path) -> None:
    table = table_of({"user.py": USER}, tmp_path)
    assert table.files == (None, None)
    assert {(row.control, row.candidate) for row in table.rows} == {("?", "?")}


def test_getattr_makes_a_surface_unknown(tmp_path: Path) -> None:
    dynamic = LEGACY.replace("    LIMIT = 3\n", "    def __getattr__(self, name): ...\n")
    table = table_of({**FILES, "af_engine_legacy.py": dynamic}, tmp_path)
    rows = {row.member: row.control for row in table.rows}
    assert rows["current_stage"] == "?"


def test_members_of_a_base_class_in_another_file(tmp_path: Path) -> None:
    files = {
        "base.py": "class Root:\n    def deep(self, a): ...\nclass Base(Root):\n    shown = 1\n",
        "af_engine_legacy.py": "from base import Base\nclass RDMissionController(Base): ...\n",
        "af_engine/__init__.py": "",
        "af_engine/orchestrator.py": "class StageOrchestrator: ...\n",
    }
    rows = {row.member: (row.control, row.candidate) for row in table_of(files, tmp_path).rows}
    assert rows["deep"] == ("method(a)", "-")
    assert rows["shown"] == ("class attribute", "-")
    assert rows["__init__"] == ("constructor()", "constructor()")


def test_names_of_a_class_that_are_bound_to_functions_are_methods(tmp_path: Path) -> None:
    legacy = (
        "class RDMissionController:\n"
        "    @staticmethod\n    def go(stage): ...\n"
        "    run = go\n    each = lambda self, one: one\n    other = unknown\n"
    )
    rows = table_of({**FILES, "af_engine_legacy.py": legacy}, tmp_path).rows
    kinds = {row.member: row.control for row in rows}
    assert [kinds[name] for name in ("run", "each", "other")] == [
        "method(stage)",
        "method(one)",
        "class attribute",
    ]


@pytest.mark.parametrize("more", ["", "        setattr(self, 'also', 1)\n"])
def test_what_an_inner_function_puts_on_its_own_self_is_no_member(
    more: str, tmp_path: Path
) -> None:
    legacy = (
        "class RDMissionController:\n    def __init__(self):\n        self.mine = 1\n"
        "        class Inner:\n            def __init__(self): self.elsewhere = 1\n"
        "        def later(): self.late = 1\n" + more
    )
    rows = table_of({**FILES, "af_engine_legacy.py": legacy}, tmp_path).rows
    kinds = {row.member: row.control for row in rows}
    assert (kinds["mine"], kinds["late"]) == ("attribute", "attribute")
    assert "elsewhere" not in kinds


def test_suggestions_say_how_the_count_changes(tmp_path: Path) -> None:
    steps = suggest(table_of(FILES, tmp_path))
    assert [(s.member, s.action, s.why, s.settles, s.left) for s in steps] == [
        ("mission", "extend", "both engines have it alike", 2, 4),
        ("inherited", "extend", "both engines have it alike", 1, 3),
        ("log", "extend", "both engines take that", 1, 2),
        ("only_here", "remove", "only legacy has it", 1, 1),
        ("unheard_of", "remove", "neither engine has it", 1, 0),
    ]


def test_what_an_attribute_settles_is_what_is_found_once_it_is_in_the_protocol(
    tmp_path: Path,
) -> None:
    user = USER + "c.mission = {}\nc.mission |= {}\ndel c.mission\nc.log = print\n"
    files = {**FILES, "user.py": user}
    (step,) = (step for step in suggest(table_of(files, tmp_path)) if step.member == "mission")
    assert (step.action, step.why, step.settles) == (
        "extend",
        "both engines have it alike, without the writing (3 of its uses)",
        2,
    )
    assert _outside_protocol(files, tmp_path, ()) - step.settles == _outside_protocol(
        files, tmp_path, ("mission",)
    )


_WITHOUT_ONE = (
    "both engines take that, without the calls that only one of them takes (1 of its uses)"
)
LISTING = "from af_engine import RDMissionController\nc = RDMissionController()\n"


@pytest.mark.parametrize(
    ("legacy", "modular", "user", "expected"),
    [
        pytest.param(
            "def copy(self, source, target, overwrite=False): ...",
            "def copy(self, source, target, replace=False): ...",
            "c.copy('a', 'b')\nc.copy('a', target='b')\nlater = c.copy\n",
            ("copy(source, target)", "both engines take that", 3),
            id="all-calls-fit",
        ),
        pytest.param(
            "def copy(self, source, target, overwrite=False): ...",
            "def copy(self, source, target, replace=False): ...",
            "c.copy('a', 'b')\nc.copy('a', 'b', overwrite=True)\n",
            (
                "copy(source, target)",
                _WITHOUT_ONE,
                1,
            ),
            id="one-does-not",
        ),
        pytest.param(
            "def copy(self, source, target=None): ...",
            "def copy(self, source): ...",
            "c.copy('a', 'b')\n",
            (None, "the engines differ: legacy accepts `target` by keyword, modular does not", 1),
            id="none-does",
        ),
        pytest.param(
            "def copy(self): ...",
            "async def copy(self): ...",
            "c.copy()\n",
            (None, "the engines differ: modular has to be awaited, legacy must not be", 1),
            id="nothing-in-common",
        ),
        pytest.param(
            "def __init__(self): self.copy = 1",
            "@property\n    def copy(self): ...",
            "print(c.copy)\nc.copy = 2\n",
            ("copy", "both engines let it be read, without the writing (1 of its uses)", 1),
            id="read-only-in-one",
        ),
        pytest.param(
            "def copy(self): ...",
            "copy = 1",
            "print(c.copy)\n",
            (None, "the engines differ: legacy has a method, modular a class attribute", 1),
            id="method-and-value",
        ),
    ],
)
def test_what_both_engines_promise(
    legacy: str, modular: str, user: str, expected: tuple[str | None, str, int], tmp_path: Path
) -> None:
    files = {
        "af_engine_legacy.py": f"class RDMissionController:\n    {legacy}\n",
        "af_engine/__init__.py": "",
        "af_engine/orchestrator.py": f"class StageOrchestrator:\n    {modular}\n",
        "user.py": LISTING + user,
    }
    (step,) = suggest(table_of(files, tmp_path))
    assert (step.entry, step.why, step.settles) == expected
    if step.entry:
        before, after = (_outside_protocol(files, tmp_path, more) for more in ((), (step.entry,)))
        assert before - after == step.settles


def test_what_is_only_written_is_nothing_for_the_protocol(tmp_path: Path) -> None:
    user = "from af_engine import RDMissionController\nRDMissionController().mission = {}\n"
    (step,) = suggest(table_of({**FILES, "user.py": user}, tmp_path))
    assert (step.action, step.settles, step.left) == ("remove", 1, 0)


def _outside_protocol(files: dict[str, str], root: Path, more: tuple[str, ...]) -> int:
    project = load_project(root)
    protocol = (*project.settings.protocol, *map(parse_method, more))
    wider = project._replace(settings=project.settings._replace(protocol=protocol))
    sources = [in_memory(path, text.encode()) for path, text in files.items()]
    found = lint(wider, sources, Selection(1)).diagnostics
    return sum(one.code in ("ML201", "ML202", "ML203", "ML204") for one in found)

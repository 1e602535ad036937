"""Syntax and built-in functions that ask a controller for a special method that one engine has."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lint.files.source import in_memory
from migration_lint.project import load_project
from migration_lint.runner.lint import lint
from migration_lint.selection import Selection

USES = {
    "with c: pass": "__enter__",
    "with open('x') as x, c as d: pass": "__enter__",
    "async def f():\n    async with c: pass": "__aenter__",
    "for x in c: pass": "__iter__",
    "[x for x in c]": "__iter__",
    "list(c)": "__iter__",
    "a, *b = c": "__iter__",
    "len(c)": "__len__",
    "c['x']": "__getitem__",
    "c['x'] = 1": "__setitem__",
    "del c['x']": "__delitem__",
    "1 in c": "__contains__",
    "1 not in c": "__contains__",
    "import random\nrandom.choice([c, None])['x']": "__getitem__",
}
HEAD = "from af_engine import RDMissionController\nc = RDMissionController()\n"


def _class(name: str, *methods: str) -> str:
    return f"class {name}:\n    def update_stage(self, new_stage): ...\n" + "".join(
        f"    def {method}(self, *given): ...\n" for method in methods
    )


def _messages(
    tmp_path: Path, use: str, control: tuple[str, ...], candidate: tuple[str, ...]
) -> list[str]:
    files = {
        "af_engine_legacy.py": _class("RDMissionController", *control),
        "af_engine/__init__.py": "from af_engine_legacy import RDMissionController\n",
        "af_engine/orchestrator.py": _class("StageOrchestrator", *candidate),
        "user.py": HEAD + use + "\n",
    }
    sources = [in_memory(path, text.encode()) for path, text in files.items()]
    outcome = lint(load_project(tmp_path), sources, Selection(1, select=("ML2",)))
    return [f"{one.code} {one.message}" for one in outcome.diagnostics if one.path == "user.py"]


@pytest.mark.parametrize("use", USES)
def test_what_one_engine_alone_can(use: str, tmp_path: Path) -> None:
    method = USES[use]
    (of_control,) = _messages(tmp_path, use, (method,), ())
    assert of_control == (
        f"ML202 only the control engine, legacy, has `{method}`: this breaks the rollout; "
        "use what modular has too"
    )
    (of_candidate,) = _messages(tmp_path, use, (), (method,))
    assert of_candidate == (
        f"ML203 only the candidate engine, modular, has `{method}`: this breaks the rollback; "
        "use what legacy has too"
    )


@pytest.mark.parametrize("use", USES)
def test_what_both_can_or_neither(use: str, tmp_path: Path) -> None:
    assert _messages(tmp_path, use, (USES[use],), (USES[use],)) == []
    assert _messages(tmp_path, use, (), ()) == []


@pytest.mark.parametrize(
    ("use", "control", "candidate"),
    [
        ("for x in c: pass", "__iter__", "__getitem__"),
        ("1 in c", "__contains__", "__iter__"),
        ("c['x']", "__getitem__", "__getattr__"),  # which may make it up
        ("for x in [c]: pass", "__iter__", ""),
        ("import random\nfor x in random.choice([c, {}]): pass", "__iter__", ""),
        ("class Mine(RDMissionController):\n    def __len__(self): return 1\nlen(Mine())",
         "__len__", ""),
    ],
)  # fmt: skip
def test_what_each_can_in_its_way(use: str, control: str, candidate: str, tmp_path: Path) -> None:
    found = _messages(tmp_path, use, (control,), (candidate,) if candidate else ())
    assert [message for message in found if not message.startswith("ML206")] == []

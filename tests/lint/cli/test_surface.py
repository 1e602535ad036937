"""`migration-lint surface`: the table of members and the suggestions, in each format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.lint.cli.command import lint, write

FILES = {
    "af_engine/__init__.py": "",
    "af_engine/orchestrator.py": (
        "class StageOrchestrator:\n    def update_stage(self, new_stage): ...\n    x = 1\n"
        "    def load(self, path, strict=False): ...\n"
    ),
    "af_engine_legacy.py": (
        "class RDMissionController:\n    def update_stage(self, new_stage): ...\n"
        "    def log(self, entry: int | str): ...\n"
        "    def load(self, path): ...\n"
        "def archive(mission): ...\n"
    ),
    "user.py": "from af_engine import RDMissionController as C\nC().log(1)\nC().unheard_of\n"
    "C().load('m.json')\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, FILES)
    return tmp_path


def test_as_text(project: Path) -> None:
    shown = lint(project, "surface", "--suggest").out
    assert (
        shown
        == """\
control legacy: af_engine_legacy.py
candidate modular: af_engine/orchestrator.py

member                       legacy                    modular                     uses
build_rd_prompt (protocol)   -                         -                           0
    neither engine has it
process_response (protocol)  -                         -                           0
    neither engine has it
update_stage (protocol)      method(new_stage)         method(new_stage)           0
__init__                     constructor()             constructor()               3
    user.py:2:1, 3:1, 4:1
load                         method(path)              method(path, strict=False)  1
    modular accepts `strict` by keyword, legacy does not
    modular accepts 2 positional arguments, legacy 1
    user.py:4:5
log                          method(entry: int | str)  -                           1
    only legacy has it
    user.py:2:5
unheard_of                   -                         -                           1
    neither engine has it
    user.py:3:5
x                            -                         class attribute             0
    only modular has it

functions of the modules
archive: only legacy has it

load: add `load(path)` to the protocol, both engines take that; settles 1 of the findings, 2 left
log: remove it from callers, only legacy has it; settles 1 of the findings, 1 left
unheard_of: remove it from callers, neither engine has it; settles 1 of the findings, 0 left
"""
    )


def test_as_markdown(project: Path) -> None:
    shown = lint(project, "surface", "--suggest", "--format", "markdown").out
    assert (
        shown
        == """# Surface

control legacy: af_engine_legacy.py
candidate modular: af_engine/orchestrator.py

| member | legacy | modular | difference | uses |
|---|---|---|---|---:|
| build_rd_prompt (protocol) | - | - | neither engine has it | 0 |
| process_response (protocol) | - | - | neither engine has it | 0 |
| update_stage (protocol) | method(new_stage) | method(new_stage) |  | 0 |
| __init__ | constructor() | constructor() |  | 3 |
| load | method(path) | method(path, strict=False) | modular accepts `strict` by keyword, \
legacy does not; modular accepts 2 positional arguments, legacy 1 | 1 |
| log | method(entry: int \\| str) | - | only legacy has it | 1 |
| unheard_of | - | - | neither engine has it | 1 |
| x | - | class attribute | only modular has it | 0 |

## Functions of the modules

| function | legacy | modular | difference | uses |
|---|---|---|---|---:|
| archive | function(mission) | - | only legacy has it | 0 |

## Suggestions

| member | what to do | why | settles | left |
|---|---|---|---:|---:|
| `load` | add `load(path)` to the protocol | both engines take that | 1 | 2 |
| `log` | remove it from callers | only legacy has it | 1 | 1 |
| `unheard_of` | remove it from callers | neither engine has it | 1 | 0 |
"""
    )


def test_as_json(project: Path) -> None:
    content = json.loads(lint(project, "surface", "--suggest", "--format", "json").out)
    assert content["schema"] == 1
    assert content["control"] == {"engine": "legacy", "path": "af_engine_legacy.py"}
    assert content["members"][5] == {
        "name": "log",
        "control": "method(entry: int | str)",
        "candidate": "-",
        "differences": ["only legacy has it"],
        "protocol": False,
        "uses": [{"path": "user.py", "line": 2, "column": 5, "access": "load"}],
    }
    assert content["suggestions"][0]["entry"] == "load(path)"
    assert content["suggestions"][2] == {
        "member": "unheard_of",
        "action": "remove",
        "why": "neither engine has it",
        "entry": None,
        "settles": 1,
        "left": 0,
    }

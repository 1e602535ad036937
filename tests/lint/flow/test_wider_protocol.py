"""A protocol that the configuration extends."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lint.files.source import in_memory
from migration_lint.project import Project, Settings
from migration_lint.project.protocol import parse_method
from migration_lint.runner.lint import lint
from migration_lint.selection import Selection

PROTOCOL = tuple(map(parse_method, ("update_stage(new_stage)", "mission", "save(path, *, sync=0)")))
PROJECT = Project(Path("/"), None, Settings(protocol=PROTOCOL))
READ_ONLY = "`mission` is written or deleted here, and the protocol promises it for reading only"
OUTSIDE = (
    "`stage` is outside the protocol: use `mission`, `save` or `update_stage`, or propose `stage` "
    "as an extension of it"
)


@pytest.mark.parametrize(
    ("use", "found"),
    [
        pytest.param("print(c.mission['stage'])", [], id="read"),
        pytest.param("c.mission['stage'] = 1", [], id="write-into"),
        pytest.param("c.mission = {}", [("ML201", READ_ONLY)], id="write"),
        pytest.param("del c.mission", [("ML201", READ_ONLY)], id="delete"),
        pytest.param("c.save = print", [], id="replace-method"),
        pytest.param("c.save('a', sync=1)", [], id="call"),
        pytest.param("print(c.stage)", [("ML201", OUTSIDE)], id="outside"),
    ],
)
def test_member(use: str, found: list[tuple[str, str]]) -> None:
    text = f"from af_engine import RDMissionController\nc = RDMissionController()\n{use}\n"
    outcome = lint(PROJECT, [in_memory("a.py", text.encode())], Selection(1))
    assert [(one.code, one.message) for one in outcome.diagnostics] == found


def test_a_call_that_an_added_signature_rejects() -> None:
    text = b"from af_engine import RDMissionController\nRDMissionController().save('a', 1)\n"
    outcome = lint(PROJECT, [in_memory("a.py", text)], Selection(1))
    assert [one.code for one in outcome.diagnostics] == ["ML204"]

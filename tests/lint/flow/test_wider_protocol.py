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
CONTROL_ONLY = (
    "only the control engine, legacy, has `save`: this breaks the rollout; give it to modular too"
)
CANDIDATE_ONLY = (
    "only the candidate engine, modular, has `save`: this breaks the rollback; give it to "
    "legacy too"
)
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


@pytest.mark.parametrize("call", ["save('a', 1)", "copy(source='a', target='b')"])
def test_a_call_that_an_added_signature_rejects(call: str) -> None:
    protocol = (*PROTOCOL, parse_method("copy(source, target, /, depth=0)"))
    project = PROJECT._replace(settings=Settings(protocol=protocol))
    text = f"from af_engine import RDMissionController\nRDMissionController().{call}\n"
    outcome = lint(project, [in_memory("a.py", text.encode())], Selection(1))
    assert [one.code for one in outcome.diagnostics] == ["ML204"]


@pytest.mark.parametrize(
    ("legacy", "modular", "found"),
    [
        pytest.param("", "", [], id="neither"),
        pytest.param("    def save(self, path): ...\n", "    save = 1\n", [], id="both"),
        pytest.param(
            "    def save(self, path): ...\n",
            "",
            [CONTROL_ONLY],
            id="control-only",
        ),
        pytest.param(
            "",
            "    def save(self, path): ...\n",
            [CANDIDATE_ONLY],
            id="candidate-only",
        ),
    ],
)
def test_a_member_of_the_protocol_that_is_not_given_to_both_engines(
    legacy: str, modular: str, found: list[str]
) -> None:
    rest = "    def update_stage(self, new_stage): ...\n"
    files = {
        "af_engine/__init__.py": "",
        "af_engine/orchestrator.py": f"class StageOrchestrator:\n{rest}{modular}",
        "af_engine_legacy.py": f"class RDMissionController:\n{rest}{legacy}",
        "a.py": "from af_engine import RDMissionController\nRDMissionController().save('a')\n",
    }
    sources = [in_memory(path, text.encode()) for path, text in files.items()]
    diagnostics = lint(PROJECT, sources, Selection(1, select=("ML2",))).diagnostics
    assert [one.message for one in diagnostics] == found

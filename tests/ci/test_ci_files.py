"""The ready-made CI files: valid by the published schemas, and their steps run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
CI = ROOT / "docs" / "ci"
ACTION = CI / "rollout-gate" / "action.yml"
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-workflows", CI / "github-workflow.yml"),
        ("vendor.gitlab-ci", CI / "gitlab-ci.yml"),
        ("vendor.github-actions", ACTION),
    ],
    ids=["github workflow", "gitlab", "composite action"],
)
def test_the_files_fit_the_published_schemas(schema: str, file: Path) -> None:
    pytest.importorskip("check_jsonschema")
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def load(file: Path) -> Any:
    return yaml.safe_load(file.read_text("utf-8"))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A product of two engines with one test, committed."""
    root = tmp_path / "checkout"
    (root / "tests").mkdir(parents=True)
    (root / "af_engine").mkdir()
    (root / "af_engine_legacy.py").write_text("class RDMissionController:\n    pass\n")
    (root / "af_engine" / "orchestrator.py").write_text("class StageOrchestrator:\n    pass\n")
    (root / "af_engine" / "__init__.py").write_text(
        "import os\n"
        "if os.environ.get('USE_MODULAR_ENGINE', 'false').lower() in ('true', '1', 'yes'):\n"
        "    from .orchestrator import StageOrchestrator as RDMissionController\n"
        "else:\n"
        "    from af_engine_legacy import RDMissionController\n"
    )
    shutil.copytree(root / "tests", root / "af_engine" / "tests")
    for number, folder in enumerate((root / "tests", root / "af_engine" / "tests")):
        (folder / f"test_it{number}.py").write_text(
            "def test_it(engine):\n    assert engine.controller()\n"
        )
    (root / "requirements.txt").touch()
    (root / "pytest.ini").write_text(
        "[pytest]\npythonpath = .\naddopts = -p no:asyncio -p no:cacheprovider\n"
    )
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *arguments], cwd=root, check=True)
    return root


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """Commands that stand in for what would leave the machine; each notes how it was called."""
    folder = tmp_path / "bin"
    folder.mkdir()
    note = f'#!/bin/sh\necho "$(basename "$0") $*" >> {tmp_path}/called\n'
    python = note + f'case "$*" in "-m pip"*) exit 0;; esac\nexec {sys.executable} "$@"\n'
    for name, text in (("gh", note), ("python", python)):
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    return folder


def run(script: str, root: Path, tools: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a step as the runners of GitHub and GitLab do."""
    leak = ("PYTEST_", "COV_", "USE_MODULAR_ENGINE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(leak)}
    environment = {
        **kept,
        "PATH": os.pathsep.join([str(tools), str(BIN), os.environ["PATH"]]),
        "GITHUB_STEP_SUMMARY": str(root.parent / "summary.md"),
        "GITHUB_OUTPUT": str(root.parent / "output"),
        **variables,
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def filled(step: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, str]:
    """A step's environment with its expressions replaced; an expression without value is a bug."""

    def value_of(match: re.Match[str]) -> str:
        return values[match[1]]

    return {
        name: re.sub(r"\$\{\{ ([\w.]+) \}\}", value_of, str(value))
        for name, value in step.get("env", {}).items()
    }


def steps_of(job: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [step for step in job["steps"] if "run" in step]


def test_the_github_workflow_runs(checkout: Path, tools: Path) -> None:
    workflow = load(CI / "github-workflow.yml")
    statuses = {}
    for shard in workflow["jobs"]["dual-run"]["strategy"]["matrix"]["include"]:
        values = {"matrix.paths": shard["paths"], "matrix.shard": shard["shard"]}
        for step in steps_of(workflow["jobs"]["dual-run"]):
            done = run(step["run"], checkout, tools, **filled(step, values))
            assert done.returncode == 0, done.stdout + done.stderr
    values = {"github.token": "t", "github.event.number": "7"}
    for step in steps_of(workflow["jobs"]["gate"]):
        variables = filled(step, values) | {"PHASE": workflow["env"]["PHASE"]}
        done = run(step["run"], checkout, tools, **variables)
        statuses[step["name"]] = done.returncode
        assert done.returncode in (0, 1), done.stdout + done.stderr
    assert statuses.pop("Lint") in (0, 1)  # what the rules find here is not this test's business
    assert statuses == {"Install": 0, "Join the shards": 0, "Gate": 1, "Comment": 0}
    called = (checkout.parent / "called").read_text().splitlines()
    assert called[-1] == "gh pr comment 7 --body-file gate.md --edit-last --create-if-none"
    summary = (checkout.parent / "summary.md").read_text("utf-8")
    assert "end of phase 1, legacy to modular" in summary
    assert "0 regressions in 2 pairs" in summary
    assert (checkout / "engine-gate-history.jsonl").read_text().count("\n") == 1


def test_the_gitlab_jobs_run(checkout: Path, tools: Path) -> None:
    jobs = load(CI / "gitlab-ci.yml")
    for shard in jobs["dual-run"]["parallel"]["matrix"]:
        done = run("\n".join(jobs["dual-run"]["script"]), checkout, tools, **shard)
        assert done.returncode == 0, done.stdout + done.stderr
    script = "\n".join(jobs["gate"]["script"])
    done = run(script, checkout, tools, PHASE=jobs["variables"]["PHASE"])
    assert done.returncode == 1, done.stdout + done.stderr
    reports = [*jobs["gate"]["artifacts"]["paths"], *jobs["gate"]["artifacts"]["reports"].values()]
    assert [name for name in reports if not (checkout / name).is_file()] == []


def test_what_the_gate_must_remember_is_kept_when_it_fails() -> None:
    steps = load(CI / "github-workflow.yml")["jobs"]["gate"]["steps"]
    caches = [step for step in steps if "/cache" in step.get("uses", "")]
    assert [step["uses"].partition("@")[0] for step in caches] == [
        "actions/cache/restore",
        "actions/cache/save",
    ]
    assert caches[1]["if"] == "${{ !cancelled() }}"
    restored, saved = ({*step["with"]["path"].split()} for step in caches)
    assert "engine-gate-history.jsonl" in restored == saved
    kept = load(CI / "gitlab-ci.yml")[".rollout"]["cache"][1]
    assert "engine-gate-history.jsonl" in kept["paths"]
    assert kept["when"] == "always"


def test_the_composite_action_runs(checkout: Path, tools: Path) -> None:
    action = load(ACTION)
    values = {f"inputs.{name}": one.get("default", "1") for name, one in action["inputs"].items()}
    statuses = []
    for step in action["runs"]["steps"]:
        done = run(step["run"], checkout, tools, **filled(step, values))
        statuses.append(done.returncode)
        assert done.returncode in (0, 1), done.stdout + done.stderr
    assert statuses == [0, 0, 0, 1]
    verdict = json.loads((checkout / "gate.json").read_text("utf-8"))["verdict"]
    assert (checkout.parent / "output").read_text() == f"verdict={verdict}\n"


def test_a_run_that_did_not_come_about_fails_the_action(checkout: Path, tools: Path) -> None:
    step = load(ACTION)["runs"]["steps"][1]
    assert run(step["run"], checkout, tools, TESTS="nowhere").returncode == 1

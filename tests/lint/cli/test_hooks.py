"""The hooks, run by the real pre-commit and prek."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import migration_lint
from tests.lint.cli.command import Ran, commit, git, write

HOOKS = Path(migration_lint.__file__).parent.parent / ".pre-commit-hooks.yaml"
FACTORY = (
    "from af_engine import RDMissionController\n\n\ndef make():\n    return RDMissionController()\n"
)


@pytest.fixture(params=["pre-commit", "prek"])
def tool(request: pytest.FixtureRequest) -> str:
    found = Path(sys.executable).with_name(request.param)
    if not found.exists():
        pytest.skip(f"{request.param} is not installed")
    return str(found)


@pytest.fixture
def hooks(tmp_path: Path) -> Path:
    """A hook repository like this one, but for its installation: this environment is used."""
    folder = tmp_path / "hooks"
    text = HOOKS.read_text(encoding="utf-8").replace("language: python", "language: system")
    text = re.sub(r"entry: migration-lint", f"entry: {sys.executable} -m migration_lint", text)
    write(folder, {".pre-commit-hooks.yaml": text})
    git(folder, "init", "-q")
    commit(folder, "hooks")
    return folder


def project(tmp_path: Path, hooks: Path, hook: str) -> Path:
    root, revision = tmp_path / "project", git(hooks, "rev-parse", "HEAD").strip()
    configuration = f"repos:\n- repo: {hooks}\n  rev: {revision}\n  hooks:\n  - id: {hook}\n"
    write(
        root, {".pre-commit-config.yaml": configuration, "factory.py": FACTORY, "old.py": "x = 1\n"}
    )
    git(root, "init", "-q")
    commit(root, "project")
    return root


def run(tool: str, root: Path) -> Ran:
    git(root, "add", "-A")
    home = {"PRE_COMMIT_HOME": str(root.parent / "cache"), "PREK_HOME": str(root.parent / "prek")}
    ran = subprocess.run(
        [tool, "run", "--verbose"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **home, "GIT_CONFIG_GLOBAL": os.devnull},
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def test_a_clean_commit_passes(tool: str, tmp_path: Path, hooks: Path) -> None:
    root = project(tmp_path, hooks, "migration-lint")
    write(root, {"user.py": "from factory import make\n\nmake().update_stage('x')\n"})
    ran = run(tool, root)
    assert ran.status == 0, ran
    assert "Nothing found in 1 file, phase 1." in ran.out


def test_a_commit_fails_by_facts_of_files_it_does_not_touch(
    tool: str, tmp_path: Path, hooks: Path
) -> None:
    root = project(tmp_path, hooks, "migration-lint")
    write(root, {"user.py": "from factory import make\n\nmake().advance()\n"})
    ran = run(tool, root)
    assert ran.status == 1, ran
    assert "user.py:3:8: ML201" in ran.out


def test_the_other_hook_looks_at_everything(tool: str, tmp_path: Path, hooks: Path) -> None:
    root = project(tmp_path, hooks, "migration-lint-all")
    write(root, {"old.py": "import af_engine_legacy\n"})
    commit(root, "unseen")
    write(root, {"new.py": "x = 1\n"})
    ran = run(tool, root)
    assert ran.status == 1, ran
    assert "old.py:1:8: ML101" in ran.out

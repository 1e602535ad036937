"""End to end: everything that the example's README lists as seeded is found, on the example."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).parent.parent / "examples" / "atlasforge"
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Seeded:
    """One row of the README's table of seeded problems."""

    found_by: str
    path: str
    rest: str


def seeded() -> Iterator[Seeded]:
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    table = readme.partition("## Seeded problems")[2]
    for found_by, place in re.findall(r"^\| (\w+) \| `([^`]+)` \|", table, re.MULTILINE):
        path, _, rest = place.partition(":")
        yield Seeded(found_by, path, rest.lstrip(":"))


SEEDED = tuple(seeded())
TESTS = tuple(row for row in SEEDED if not row.found_by.startswith("ML"))
FINDINGS = tuple(row for row in SEEDED if row.found_by.startswith("ML"))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A committed copy of the example."""
    folder = tmp_path_factory.mktemp("example") / "atlasforge"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.invalid"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "example"]):
        subprocess.run([*git, *arguments], cwd=folder, check=True)
    return folder


def run(checkout: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def dual_run(checkout: Path) -> Path:
    path = checkout.parent / "engine-report.json"
    tests = ["tests", "rollout_tests", "mission_ids.py", "af_engine/prompt_factory.py"]
    done = run(checkout, "pytest", "--engines=both", f"--engine-report={path}", "-q", *tests)
    assert done.returncode == 1, done.stdout + done.stderr
    return path


@pytest.fixture(scope="module")
def report(dual_run: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(dual_run.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def lint(checkout: Path) -> list[dict[str, Any]]:
    done = run(checkout, "migration-lint", "--format", "json")
    assert done.returncode == 1, done.stdout + done.stderr
    diagnostics: list[dict[str, Any]] = json.loads(done.stdout)["diagnostics"]
    return diagnostics


def results_for(report: dict[str, Any], row: Seeded) -> list[dict[str, Any]]:
    place = f"{row.path}::{row.rest}" if row.rest else f"{row.path}::"
    return [test for test in report["tests"] if test["id"].startswith(place)]


def test_the_readme_lists_one_of_each_kind() -> None:
    assert {row.found_by for row in TESTS} == {"regression", "improvement", "vacuous", "pinned"}
    assert {row.found_by for row in FINDINGS} >= {"ML101", "ML201", "ML301", "ML305"}


@pytest.mark.parametrize("row", TESTS, ids=lambda row: f"{row.found_by}-{row.path}")
def test_seeded_test_is_told_apart(report: dict[str, Any], row: Seeded) -> None:
    found = results_for(report, row)
    assert found
    for test in found:
        if row.found_by in ("regression", "improvement"):
            assert test["verdict"] == row.found_by
        else:
            legacy = test["engines"]["legacy"]
            assert (legacy["outcome"], legacy["exercised"]) == ("passed", False)
            ran_modular = ["modular"] if row.found_by == "pinned" else []
            assert [*legacy["pinned"]] in ([], ran_modular)


def test_no_other_verdict_than_the_seeded_ones(report: dict[str, Any]) -> None:
    odd = {test["id"] for test in report["tests"] if test["verdict"] != "matched"}
    assert odd == {
        f"{row.path}::{row.rest}" for row in TESTS if row.found_by in ("regression", "improvement")
    }


@pytest.mark.parametrize("row", FINDINGS, ids=lambda row: f"{row.found_by}-{row.path}")
def test_seeded_finding_is_reported(lint: list[dict[str, Any]], row: Seeded) -> None:
    assert (row.found_by, row.path, int(row.rest)) in {
        (found["code"], found["path"], found["line"]) for found in lint
    }


@pytest.mark.parametrize("phase", [1, 4])
def test_gate_is_not_ready(checkout: Path, dual_run: Path, phase: int) -> None:
    done = run(checkout, "migration-lint", "gate", "--phase", str(phase), "--report", str(dual_run))
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith(f"NOT READY: end of phase {phase}, legacy to modular\n")

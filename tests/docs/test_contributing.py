"""CONTRIBUTING tells of every folder of the code, and of none that is gone."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("migration_lint", "pytest_engine_rollout")
TABLES = (
    (ROOT / "CONTRIBUTING.md")
    .read_text(encoding="utf-8")
    .partition("## Where things are")[2]
    .partition("## How a run goes")[0]
)
TOLD = {Path(name).name for name in re.findall(r"`([\w/]+)/`", TABLES)}


def folders_of(*tops: str) -> set[str]:
    """The names of all folders below some, and of these."""
    below = (path for top in tops for path in (ROOT / top).rglob("*") if path.is_dir())
    return {*tops, *(path.name for path in below)}


def test_every_package_has_its_line() -> None:
    packages = {file.parent.name for top in PACKAGES for file in (ROOT / top).rglob("__init__.py")}
    assert packages <= TOLD


def test_no_folder_is_told_of_that_is_gone() -> None:
    assert folders_of(*PACKAGES, "benchmarks", "docs", "tests") >= TOLD

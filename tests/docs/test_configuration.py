"""The configuration that pages show is one that both packages take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from migration_lint.gate.criteria import all_criteria
from migration_lint.gate.policy import make_policy
from migration_lint.project import load_project

ROOT = Path(__file__).parents[2]
PAGES = [
    page
    for page in sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
    if not {"_build", "reference"} & set(page.parts)
]
_BLOCK = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EVENTS = "[tool.engine_rollout.events."


def blocks_of(page: Path) -> Iterator[str]:
    """The configurations on a page; events stand with the engines that the page has named."""
    blocks = [one for one in _BLOCK.findall(page.read_text("utf-8")) if "engine_rollout" in one]
    for block in blocks:
        yield blocks[0] + block if _EVENTS in block else block


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(block, id=f"{page.relative_to(ROOT).as_posix()} {number}")
        for page in PAGES
        for number, block in enumerate(blocks_of(page), 1)
    ],
)
def test_shown_configuration_has_no_mistake(tmp_path: Path, block: str) -> None:
    (tmp_path / "pyproject.toml").write_text(block)
    make_policy(load_project(tmp_path), all_criteria())


def test_there_are_such_blocks() -> None:
    assert sum(len(list(blocks_of(page))) for page in PAGES) > 5

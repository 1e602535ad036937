"""The tutorial, followed word by word."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.docs.console import commands_of, matches, run
from tests.lint.cli.command import commit, git

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "tutorial.md"


def test_every_command_prints_what_the_page_shows(tmp_path: Path) -> None:
    folder = tmp_path / "atlasforge"
    shutil.copytree(
        ROOT / "examples" / "atlasforge",
        folder,
        ignore=shutil.ignore_patterns("__pycache__", ".pytest_cache"),
    )
    git(folder, "init", "-q")
    commit(folder, "The example")
    ran = [(command, run(command, folder)) for command in commands_of(PAGE)]
    assert len(ran) >= 7
    wrong = [
        f"$ {command.line}\n{printed}"
        for command, printed in ran
        if not (matches(command.output, printed) if command.output else printed == "")
    ]
    assert not wrong, "\n".join(wrong)

"""The tutorial and the README's examples, followed word by word."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.docs.console import commands_of, matches, run
from tests.lint.cli.command import commit, git

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("page", "least"),
    [
        pytest.param("docs/tutorial.md", 7, id="tutorial"),
        pytest.param("README.md", 3, id="readme"),
    ],
)
def test_every_command_prints_what_the_page_shows(page: str, least: int, tmp_path: Path) -> None:
    folder = tmp_path / "atlasforge"
    shutil.copytree(
        ROOT / "examples" / "atlasforge",
        folder,
        ignore=shutil.ignore_patterns("__pycache__", ".pytest_cache"),
    )
    git(folder, "init", "-q")
    commit(folder, "The example")
    commands = list(commands_of(ROOT / page))
    if page == "README.md":  # where commands without an output are for the reader's own project
        commands = [command for command in commands if command.output]
    ran = [(command, run(command, folder)) for command in commands]
    assert len(ran) >= least
    wrong = [
        f"$ {command.line}\n{printed}"
        for command, printed in ran
        if not (matches(command.output, printed) if command.output else printed == "")
    ]
    assert not wrong, "\n".join(wrong)

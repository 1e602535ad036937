"""Programs that were evaluated, for tests of how much work that was."""

from __future__ import annotations

from pathlib import Path

from migration_lint.files.source import in_memory
from migration_lint.flow.code.corpus import Corpus
from migration_lint.flow.work.program import Program
from migration_lint.project import load_project

MAKE = "from af_engine import RDMissionController\nengine = RDMissionController()\n"


def analysed(files: dict[str, str], root: Path, configuration: str = "") -> Program:
    """A program that was evaluated."""
    if configuration:
        Path(root, "engine_rollout.toml").write_text(configuration, encoding="utf-8")
    corpus = Corpus(in_memory(path, text.encode()) for path, text in files.items())
    program = Program(load_project(root), corpus)
    program.run()
    return program

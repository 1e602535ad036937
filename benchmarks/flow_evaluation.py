"""What the benchmarks of the data flow analysis share; no benchmark of its own."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from migration_lint.facts import Facts
from migration_lint.files.source import SourceFile
from migration_lint.flow.code.corpus import Corpus
from migration_lint.flow.work.program import Program
from migration_lint.project import Project, load_project


def parser_of(description: str | None) -> argparse.ArgumentParser:
    """A parser of a command line whose help is a benchmark's docstring as it stands."""
    return argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawTextHelpFormatter
    )


def project_of(configuration: str) -> Project:
    """A project without files that is configured like this."""
    with tempfile.TemporaryDirectory() as root:
        Path(root, "engine_rollout.toml").write_text(configuration, encoding="utf-8")
        return load_project(Path(root))


class Evaluated(NamedTuple):
    """A program in which everything has run, its facts by path, and the processor time taken."""

    program: Program
    facts: Mapping[str, Facts]
    seconds: float


def evaluate(project: Project, files: Sequence[SourceFile]) -> Evaluated:
    """Run what files of a project do."""
    corpus = Corpus(files)
    started = time.process_time()
    program = Program(project, corpus)
    program.run()
    facts = program.facts()
    return Evaluated(program, facts, time.process_time() - started)

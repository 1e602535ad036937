"""Data flow over Python files: what each file does with the engines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from migration_lint.facts import Facts
from migration_lint.project import Project
from migration_lint.source import SourceFile
from migration_lint.syntax import unparsable_fact


def analyse(files: Sequence[SourceFile], project: Project) -> Mapping[str, Facts]:
    """The facts of the Python files that have anything to do with the migration.

    Args:
        files: Every file of the project, so that flow across files is seen; those that are not
            Python are passed over.
        project: The project with its settings.

    Returns:
        Facts by path; a file of which nothing need be known is missing.
    """
    from migration_lint.flow.program import Program  # noqa: PLC0415 - rules import only the facts

    program = Program(project, _contents(files))
    program.run()
    found = program.facts()
    for path, problem in program.unparsable.items():
        fact = unparsable_fact(program.files[path], problem)
        found.setdefault(path, Facts(path)).add(fact)
    return found


def _contents(files: Sequence[SourceFile]) -> dict[str, bytes]:
    contents = {}
    for file in files:
        if file.path.endswith((".py", ".pyi")):
            try:
                contents[file.path] = file.data
            except OSError:
                continue  # reported by the runner
    return contents

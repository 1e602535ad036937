"""What each Python file does with the engines, told by following them through all files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from migration_lint.facts import Facts
from migration_lint.files.source import PYTHON, SourceFile
from migration_lint.flow.code.corpus import Corpus
from migration_lint.flow.work.program import Program
from migration_lint.flow.work.worklist import TooMuchWorkError
from migration_lint.project import Project
from migration_lint.unparsable import unfollowed_fact, unparsable_fact, unread_fact

if TYPE_CHECKING:
    from migration_lint.flow.code.corpus import Ahead
    from migration_lint.flow.recording.trace import Trace


def analyse(
    files: Iterable[SourceFile],
    project: Project,
    passing: Collection[str] | None = None,
    jobs: int = 1,
    trace: Trace | None = None,
    ahead: Ahead | None = None,
) -> Mapping[str, Facts]:
    """The facts of the Python files that have anything to do with the migration.

    Args:
        files: Every file of the project, so that flow across files is seen; those that are not
            Python are passed over.
        project: The project with its settings.
        passing: The paths that pass the prefilter; None where not all files were searched.
        jobs: How many processes may work at it.
        trace: Is told what the analysis depended on.
        ahead: What is done already.

    Returns:
        Facts by path; a file of which nothing need be known is missing.
    """
    python = (file for file in files if file.path.endswith(PYTHON))
    program = Program(project, Corpus(python, passing, jobs, ahead))
    program.run()
    found = program.facts()
    if trace is not None:
        trace.read(program)
    for path, problem in program.modules.unparsable.items():
        if isinstance(problem, TooMuchWorkError):
            fact = unfollowed_fact()
        else:
            fact = unparsable_fact(program.files[path], problem)
        found.setdefault(path, Facts(path)).add(fact)
    for path, parts in program.modules.unread.items():
        for lines in sorted(parts):
            found.setdefault(path, Facts(path)).add(unread_fact(*lines))
    return found

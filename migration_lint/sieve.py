"""The first look at every file: which of them can matter at all, by words in their bytes.

Whatever costs more than looking for words is done for the files that pass. A large project is read
by several processes, and what does not pass is not kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from migration_lint.flow.prefilter import Prefilter
from migration_lint.flow.vocabulary import Vocabulary, shortest
from migration_lint.parallel import share
from migration_lint.progress import Progress
from migration_lint.project import Project
from migration_lint.readers import names_of
from migration_lint.source import PYTHON, SourceFile
from migration_lint.suppressions import MARKER
from migration_lint.syntax import impression

if TYPE_CHECKING:
    from migration_lint.cache.state import Stamp

NAMED = 1  # has a name of the migration, in whatever format
FLOWS = 2  # Python in which something of the migration can turn up by itself
SPEAKS = 4  # has a comment that speaks to the linter

_HELD = 1 << 24  # bytes that this process reads, and keeps, by itself


class Glance(NamedTuple):
    """What one look at a file saw.

    Attributes:
        marks: The sum of `NAMED`, `FLOWS`, `SPEAKS`.
        syntax: The impression of its syntax; None where nobody looked.
        size: In bytes.
        stamp: As of the file.
        problem: What the system says where the file cannot be read; empty where it can.
    """

    marks: int
    syntax: int | None
    size: int
    stamp: Stamp | None
    problem: str = ""


class Sieve:
    """What the first look at the files of a project saw.

    Attributes:
        unreadable: By path, what the system says of the files that cannot be read.
    """

    def __init__(
        self, project: Project, files: Sequence[SourceFile], jobs: int, progress: Progress
    ) -> None:
        self._names = names_of(project.settings)
        self._prefilter = Prefilter(Vocabulary(project))
        self._words = shortest([*self._names, *self._prefilter.words])
        glances: list[Glance] = []
        held = 0
        for file in progress.over("files read", files):
            glances.append(self.look(file, keep=True))
            held += file.size
            if held > _HELD:
                break
        left = files[len(glances) :]
        for file, glance in zip(left, share(self.look, left, jobs), strict=True):
            file.size, file.stamp = glance.size, glance.stamp
            glances.append(glance)
        self._glances = dict(zip((file.path for file in files), glances, strict=True))
        self.files = [file for file in files if not self._glances[file.path].problem]
        self.unreadable = {
            path: glance.problem for path, glance in self._glances.items() if glance.problem
        }

    def having(self, mark: int) -> list[SourceFile]:
        """The files that have a mark."""
        return [file for file in self.files if self._glances[file.path].marks & mark]

    def python(self) -> list[SourceFile]:
        """The Python files."""
        return [file for file in self.files if file.path.endswith(PYTHON)]

    def impression(self, file: SourceFile) -> int:
        """The impression that the syntax of a file makes."""
        known = self._glances[file.path].syntax
        return impression(file.data) if known is None else known

    def look(self, file: SourceFile, *, keep: bool = False) -> Glance:
        """Look at a file, and keep its content if that is wanted."""
        try:
            data = file.data if keep else file.peek()
        except OSError as problem:
            return Glance(0, None, 0, None, problem.strerror or "it cannot be read")
        python = file.path.endswith(PYTHON)
        marks = SPEAKS if MARKER in data else 0
        if any(word in data for word in self._words):
            if any(name in data for name in self._names):
                marks |= NAMED
            if python and self._prefilter.passes(data):
                marks |= FLOWS
        elif python and self._prefilter.passes_without_word(data):
            marks |= FLOWS
        syntax = impression(data) if python and not keep else None
        return Glance(marks, syntax, len(data), file.stamp)

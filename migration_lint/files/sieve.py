"""Sort out the files that can matter, by words in their bytes.

Anything that costs more than a search for words is done only for the files that pass. Several
processes search, each as many files at once as fit into its buffer. The content of files that do
not pass is not kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import TYPE_CHECKING

from migration_lint.files.bytesearch import by_piece
from migration_lint.files.damage import damaged_in, is_damaged
from migration_lint.files.haystack import ROOM_OF_ONE, Haystack
from migration_lint.files.source import PYTHON, SourceFile
from migration_lint.files.words import MARKER, may_spell_freely, names_of, spellings_of
from migration_lint.flow.code.prefilter import Prefilter
from migration_lint.flow.domain.vocabulary import Vocabulary, shortest
from migration_lint.named_tuple import NamedTuple
from migration_lint.parallel import Turns
from migration_lint.project import Project

if TYPE_CHECKING:
    from migration_lint.cache.state import Stamp
    from migration_lint.progress import Progress

NAMED = 1  # has a name of the migration, in whatever format
FLOWS = 2  # Python in which something of the migration can turn up by itself
TELLS = 16  # what flows, with a word that tells: other files may have that from it
SPEAKS = 4  # has a comment that speaks to the linter
DAMAGED = 8  # Python whose bytes say that it may not parse

_AT_ONCE = 64  # files that a process takes at a time, at most: the caches of a processor hold them
_SHARES = 16  # into which the files are divided at least, so that the last one is short


class _Look(NamedTuple):
    """The result of a look at some files.

    Attributes:
        marks: By path, the sum of the marks of the files that have any.
        problems: By path, what the system says of those that cannot be read.
        sizes: In bytes.
        stamps: As of the files.
    """

    marks: dict[str, int]
    problems: dict[str, str]
    sizes: list[int]
    stamps: list[Stamp | None]


class Sieve:
    """The result of the first look at the files of a project.

    Other processes begin to look at once, so that this one can import what it needs meanwhile;
    nothing is known before it has finished.

    Args:
        project: The project.
        files: Its files.
        jobs: How many processes may look.

    Attributes:
        files: Those that can be read.
        unreadable: By path, what the system says of the files that cannot be read.
    """

    def __init__(self, project: Project, files: Sequence[SourceFile], jobs: int) -> None:
        names = names_of(project.settings)
        self._spellings = spellings_of(project.settings)
        self._prefilter = Prefilter(Vocabulary(project))
        words = shortest([*names, *self._prefilter.words])
        self._words = frozenset(words)
        self._wanted = tuple(dict.fromkeys((MARKER, *words, *self._prefilter.others)))
        self._by_piece = tuple(by_piece(self._wanted))
        # Each name with the words in it: where one of those is missing, so is the name.
        self._names = [(name, {word for word in words if word in name}) for name in names]
        self._marked: list[tuple[SourceFile, int]] = []
        self.unreadable: dict[str, str] = {}
        self.files: Sequence[SourceFile] = files
        at_once = min(len(files) // _SHARES + 1, _AT_ONCE)
        parts = [files[at : at + at_once] for at in range(0, len(files), at_once)]
        self._parts = parts
        # Of few files there is nothing left to look at once another process has started.
        jobs = jobs if len(files) > _SHARES else 1
        self._turns = Turns(lambda part: self._look_at(parts[part]), len(parts), jobs)

    def finish(self, progress: Progress) -> None:
        """Help to look, and collect the results of all processes."""
        seen = iter(self._turns.finish())
        for part in progress.over("files read", self._parts):
            self._note(part, next(seen))
        self.files = [file for file in self.files if file.path not in self.unreadable]

    def having(self, mark: int) -> list[SourceFile]:
        """The files that have a mark."""
        return [file for file, marks in self._marked if marks & mark]

    def python(self) -> list[SourceFile]:
        """The Python files."""
        return [file for file in self.files if file.path.endswith(PYTHON)]

    def marks_of(self, path: str, data: bytes) -> int:
        """The marks of a content, which is searched for each word."""
        return self._marks_with(path, data, {word for word in self._wanted if word in data})

    def _marks_with(
        self, path: str, data: bytes, there: AbstractSet[bytes], *, suspected: bool = True
    ) -> int:
        """The marks of a content by the words that it has; not `suspected`, it is not damaged."""
        python = path.endswith(PYTHON)
        marks = SPEAKS if MARKER in there else 0
        if python and suspected and is_damaged(data):
            marks |= DAMAGED
        if may_spell_freely(path) and self._spellings.search(data):
            marks |= FLOWS if python else NAMED
        if not self._words.isdisjoint(there):
            if any(inside <= there and name in data for name, inside in self._names):
                marks |= NAMED
            if python and self._prefilter.has_word(data):
                return marks | FLOWS | TELLS
        if python and self._prefilter.passes_without_word(data, there):
            marks |= FLOWS
        return marks

    @cached_property
    def _haystack(self) -> Haystack:
        return Haystack(len(self._parts[0]) * ROOM_OF_ONE)  # each process has its own

    def _look_at(self, files: Sequence[SourceFile]) -> _Look:
        marks: dict[str, int] = {}
        problems: dict[str, str] = {}

        def refused(file: SourceFile, problem: OSError) -> None:
            problems[file.path] = _said(problem)

        haystack = self._haystack
        for _ in haystack.fillings(files, refused):
            python = [at for at, file in enumerate(haystack.files) if file.path.endswith(PYTHON)]
            suspects = damaged_in(haystack, python)
            words: dict[int, set[bytes]] = {position: set() for position in suspects}
            words |= {
                at: set() for at, file in enumerate(haystack.files) if may_spell_freely(file.path)
            }
            for piece, having_it in self._by_piece:
                for position, word in haystack.having_any(piece, having_it):
                    words.setdefault(position, set()).add(word)
            for position, present in words.items():
                path, data = haystack.files[position].path, haystack.content(position)
                seen = self._marks_with(path, data, present, suspected=position in suspects)
                if seen:
                    marks[path] = seen
        return _Look(marks, problems, [file.size for file in files], [file.stamp for file in files])

    def _note(self, files: Sequence[SourceFile], look: _Look) -> None:
        for file, size, stamp in zip(files, look.sizes, look.stamps, strict=True):
            file.size, file.stamp = size, stamp
            marks = look.marks.get(file.path)
            if not marks:
                continue
            try:
                if marks & ~DAMAGED:
                    file.data  # noqa: B018 - read now, and kept
                self._marked.append((file, marks))
            except OSError as problem:  # it was removed meanwhile
                self.unreadable[file.path] = _said(problem)
        self.unreadable |= look.problems


def _said(problem: OSError) -> str:
    return problem.strerror or "it cannot be read"

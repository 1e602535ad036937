"""The Python files of a project: read when they are needed, searched without being kept."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from migration_lint.files.bytesearch import has_word, name_in_bytes
from migration_lint.files.haystack import ROOM_OF_ONE, Haystack
from migration_lint.files.source import PYTHON, SourceFile
from migration_lint.flow.code.python_file import Parsed, parse
from migration_lint.named_tuple import NamedTuple
from migration_lint.parallel import Shared, apart

_AT_ONCE = 64  # files that a process takes at a time
_OFTEN = 4  # times that a word is looked for in a few files only
_WORTH_A_PROCESS = 1 << 24  # bytes that several processes search faster than one


class Ahead(NamedTuple):
    """Work done for some files of a corpus before the others are known.

    Attributes:
        parsed: What is parsed, by path.
        searched: The files that words are looked for in.
        naming: Waits for the answer: by word, as for `Corpus.having`, the paths of these files.
    """

    parsed: Mapping[str, Parsed]
    searched: Sequence[SourceFile]
    naming: Callable[[], Mapping[bytes, list[str]]]


class Corpus(Mapping[str, bytes]):
    """The content of files by path.

    Attributes:
        passing: The paths in which something of the migration can turn up by itself; None where
            nobody has looked.
    """

    def __init__(
        self,
        files: Iterable[SourceFile],
        passing: Collection[str] | None = None,
        jobs: int = 1,
        ahead: Ahead | None = None,
    ) -> None:
        self._files = {file.path: file for file in files}
        self.passing = passing
        self._jobs = jobs
        self._parsed = ahead.parsed if ahead else {}
        self._ahead = ahead
        self._having: dict[bytes, list[str]] = {}
        self._asked: Counter[bytes] = Counter()

    def __getitem__(self, path: str) -> bytes:
        return self._files[path].data

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def parsed(self, path: str) -> Parsed:
        """What is parsed of a file; raises as `parse` does."""
        return self._parsed.get(path) or parse(self[path])

    def having(self, word: bytes, *likely: bytes) -> list[str]:
        """The files in which a word stands with no letter, digit or `_` beside it.

        `likely` are words that will be asked for next: a large project is searched once for all.
        """
        if self._ahead is not None:
            self._take(self._ahead)
            self._ahead = None
        if word not in self._having:
            asked = [one for one in dict.fromkeys((word, *likely)) if one not in self._having]
            self._having.update(self._search(asked))
        return self._having[word]

    def naming(self, words: Sequence[bytes], among: Iterable[str]) -> list[str]:
        """Those of some files in which one of some words stands, as for `having`.

        What is asked often is looked for in all files at once, and then known.
        """
        self._asked.update(words)
        often = [one for one in words if self._asked[one] > _OFTEN and one not in self._having]
        if often:
            self.having(*often)
        known = {path for one in words for path in self._having.get(one, ())}
        others = [one for one in words if one not in self._having]
        return [
            path
            for path in among
            if path in known or any(has_word(self[path], one) for one in others)
        ]

    def _take(self, ahead: Ahead) -> None:
        """Take over the results of the search ahead, and search the other files too."""
        known = ahead.naming()
        if known:
            paths = {file.path for file in ahead.searched}
            others = [file for path, file in self._files.items() if path not in paths]
            more = Search(others, list(known)).finish()
            self._having.update({word: [*found, *more[word]] for word, found in known.items()})

    def _search(self, words: Sequence[bytes]) -> dict[bytes, list[str]]:
        """The paths of the files that have each of some words."""
        files = list(self._files.values())
        jobs = self._jobs if sum(file.size for file in files) > _WORTH_A_PROCESS else 1
        search = Search(files, words)
        return search.finish(*(apart(search.take, jobs) for _ in range(jobs - 1)))


def words_naming(files: Iterable[SourceFile]) -> list[bytes]:
    """What the modules of some files are called: the last part of their names."""
    names = (file.path.rpartition(".")[0].removesuffix("/__init__") for file in files)
    return list(dict.fromkeys(name_in_bytes(name.rpartition("/")[2]) for name in names))


def parsed_ahead(files: Iterable[SourceFile]) -> Mapping[str, Parsed]:
    """Parse files before the others of their corpus are known; without those that do not parse."""
    found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of invalid escapes in the code that is read
        for file in files:
            try:
                found[file.path] = parse(file.data)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue  # where it is needed, the error is seen again
    return found


def readable(files: Iterable[SourceFile]) -> Iterator[SourceFile]:
    """The Python files that can be read."""
    for file in files:
        if file.path.endswith(PYTHON):
            try:
                file.data  # noqa: B018 - read now, and kept
            except OSError:
                continue  # `check` reports it
            yield file


class Search:
    """A search for words in files, as for `Corpus.having`, which several processes may share."""

    def __init__(self, files: Sequence[SourceFile], words: Sequence[bytes]) -> None:
        self._words = words
        count = len(files) if words else 0
        self._parts = [files[at : at + _AT_ONCE] for at in range(0, count, _AT_ONCE)]
        self._shared = Shared(self._found, len(self._parts))
        self.take, self.close = self._shared.take, self._shared.close

    def finish(self, *others: Callable[[], dict[int, list[list[str]]]]) -> dict[bytes, list[str]]:
        """By word the paths of the files in which it stands; the others as for `Shared`."""
        seen = self._shared.finish(*others)
        return {
            word: [path for found in seen for path in found[at]]
            for at, word in enumerate(self._words)
        }

    @cached_property
    def _haystack(self) -> Haystack:
        return Haystack(len(self._parts[0]) * ROOM_OF_ONE)  # each process has its own

    def _found(self, part: int) -> list[list[str]]:
        """The paths of the files that have each of the words; what cannot be read has none."""
        found: list[list[str]] = [[] for _ in self._words]
        haystack = self._haystack
        for _ in haystack.fillings(self._parts[part], refused=_reported):
            for paths, word in zip(found, self._words, strict=True):
                paths += [haystack.files[at].path for at in haystack.having(word, whole=True)]
        return found


def _reported(file: SourceFile, problem: OSError) -> None:
    """Do nothing: the first look has reported files that cannot be read."""

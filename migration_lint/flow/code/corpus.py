"""The Python files of a project: read when they are needed, searched without being kept."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from migration_lint.files.bytesearch import has_word, name_in_bytes
from migration_lint.files.haystack import Haystack
from migration_lint.files.source import PYTHON, SourceFile
from migration_lint.flow.code.source import Parsed, parse
from migration_lint.parallel import taking_turns
from migration_lint.records import NamedTuple

_AT_ONCE = 128  # files that a process takes at a time
_WORTH_A_PROCESS = 1 << 24  # bytes that several processes search faster than one


class Ahead(NamedTuple):
    """What is done for some files of a corpus before the others are known.

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

    def _take(self, ahead: Ahead) -> None:
        """Know what was looked for ahead, in the other files too."""
        known = ahead.naming()
        if known:
            paths = {file.path for file in ahead.searched}
            others = [file for path, file in self._files.items() if path not in paths]
            for word, found in known.items():
                more = (file.path for file in others if has_word(file.data, word))
                self._having[word] = [*found, *more]

    def _search(self, words: Sequence[bytes]) -> dict[bytes, list[str]]:
        """The paths of the files that have each of some words."""
        files = list(self._files.values())
        parts = [files[at : at + _AT_ONCE] for at in range(0, len(files), _AT_ONCE)]
        jobs = self._jobs if sum(file.size for file in files) > _WORTH_A_PROCESS else 1
        haystack = Haystack()
        seen = taking_turns(lambda part: _found(haystack, parts[part], words), len(parts), jobs)
        return {
            word: [path for found in seen for path in found[at]] for at, word in enumerate(words)
        }


def words_naming(files: Iterable[SourceFile]) -> list[bytes]:
    """What the modules of some files are called: the last part of their names."""
    names = (file.path.rpartition(".")[0].removesuffix("/__init__") for file in files)
    return list(dict.fromkeys(name_in_bytes(name.rpartition("/")[2]) for name in names))


def naming(files: Sequence[SourceFile], words: Sequence[bytes]) -> Mapping[bytes, list[str]]:
    """By word the paths of the files in which it stands, as for `Corpus.having`."""
    found = _found(Haystack(), files, words) if words else []
    return dict(zip(words, found, strict=True))


def parsed_ahead(files: Iterable[SourceFile]) -> Mapping[str, Parsed]:
    """What is parsed of files before the others of their corpus are known; without the broken."""
    found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of invalid escapes in the code that is read
        for file in files:
            try:
                found[file.path] = parse(file.data)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue  # whoever needs it will see why
    return found


def readable(files: Iterable[SourceFile]) -> Iterator[SourceFile]:
    """The Python files that can be read."""
    for file in files:
        if file.path.endswith(PYTHON):
            try:
                file.data  # noqa: B018 - kept for whoever asks for it
            except OSError:
                continue  # `check` reports it
            yield file


def _found(
    haystack: Haystack, files: Sequence[SourceFile], words: Sequence[bytes]
) -> list[list[str]]:
    """The paths of the files that have each of some words; what cannot be read has none."""
    found: list[list[str]] = [[] for _ in words]
    for _ in haystack.fillings(files, refused=lambda *_: None):  # the first look has reported them
        for paths, word in zip(found, words, strict=True):
            paths += [haystack.files[at].path for at in haystack.having(word, whole=True)]
    return found

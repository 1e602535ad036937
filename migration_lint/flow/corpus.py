"""The Python files of a project: read when they are needed, searched without being kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial

from migration_lint.parallel import share
from migration_lint.source import PYTHON, SourceFile

_IDENTIFIER = re.compile(rb"\w")
_HELD = 1 << 24  # bytes that are kept while they are searched


class Corpus(Mapping[str, bytes]):
    """The content of files by path.

    Attributes:
        passing: The paths in which something of the migration can turn up by itself; None where
            nobody has looked.
    """

    def __init__(
        self, files: Iterable[SourceFile], passing: Collection[str] | None = None, jobs: int = 1
    ) -> None:
        self._files = {file.path: file for file in files}
        self.passing = passing
        self._jobs = jobs
        self._having: dict[bytes, list[str]] = {}

    def __getitem__(self, path: str) -> bytes:
        return self._files[path].data

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def having(self, word: bytes, *likely: bytes) -> list[str]:
        """The files in which a word stands with no letter, digit or `_` beside it.

        `likely` are words that will be asked for next: a large project is searched once for all.
        """
        if word not in self._having:
            files = list(self._files.values())
            if sum(file.size for file in files) <= _HELD:
                self._having[word] = [file.path for file in files if has_word(file.data, word)]
            else:
                asked = [one for one in dict.fromkeys((word, *likely)) if one not in self._having]
                seen = share(partial(_words_in, asked), files, self._jobs)
                for at, one in enumerate(asked):
                    self._having[one] = [
                        file.path for file, there in zip(files, seen, strict=True) if there[at]
                    ]
        return self._having[word]


def readable(files: Iterable[SourceFile]) -> Iterator[SourceFile]:
    """The Python files that can be read."""
    for file in files:
        if file.path.endswith(PYTHON):
            try:
                file.data  # noqa: B018 - kept for whoever asks for it
            except OSError:
                continue  # `check` reports it
            yield file


def _words_in(words: Sequence[bytes], file: SourceFile) -> list[bool]:
    data = file.peek()
    return [has_word(data, word) for word in words]


def is_word(data: bytes, start: int, end: int) -> bool:
    """Whether what stands at a place has no letter, digit or `_` beside it."""
    before = data[start - 1 : start] if start else b" "
    return not _IDENTIFIER.match(before) and not _IDENTIFIER.match(data[end : end + 1] or b" ")


def has_word(data: bytes, word: bytes) -> bool:
    """Whether `word` stands somewhere with no letter, digit or `_` beside it."""
    if not word:
        return True
    at = data.find(word)
    while at >= 0:
        if is_word(data, at, at + len(word)):
            return True
        at = data.find(word, at + 1)
    return False

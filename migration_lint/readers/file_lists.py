"""Lists of files that are read line by line: MANIFEST.in, CODEOWNERS, files of Debian packages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lint.readers.base import Reader
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import SettingFact


class FileListReader(Reader):
    """Each word of a line, comments left out, is a member of one list."""

    names = (
        "MANIFEST.in", "top_level.txt", "SOURCES.txt", "CODEOWNERS", "*.pth", ".dockerignore",
        ".gitattributes", "debian/install", "debian/*.install", "debian/*.links",
    )  # fmt: skip
    rank = 0

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield each word as a setting without a name."""
        for word in words_of(source):
            yield SettingFact("", word.text, word.span(), ("",), word)


def words_of(source: Excerpt) -> Iterator[Excerpt]:
    """The words of each line, up to a comment."""
    for line in source.split_lines():
        for word in re.finditer(r"(?:^|(?<=\s))[^\s#]\S*|#.*", line.text):
            if word[0].startswith("#"):
                break
            yield line[slice(*word.span())]

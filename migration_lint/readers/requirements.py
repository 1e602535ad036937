"""Lists that are read line by line: requirements, MANIFEST.in, files of Debian packages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lint.readers.base import Reader
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import SettingFact


class RequirementsReader(Reader):
    """Each word of a line, comments left out, is a member of one list."""

    names = (
        "*requirements*.txt", "requirements/*.txt", "*requirements*.in", "requirements/*.in",
        "*constraints*.txt", "MANIFEST.in",
        "top_level.txt", "SOURCES.txt", "CODEOWNERS", "*.pth", ".dockerignore",
        ".gitattributes", "debian/install", "debian/*.install", "debian/*.links",
    )  # fmt: skip
    rank = 0

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield each word as a setting without a name."""
        for line in source.split_lines():
            for word in re.finditer(r"(?:^|(?<=\s))[^\s#]\S*|#.*", line.text):
                if word[0].startswith("#"):
                    break
                name = re.split(r"[<>=!~;@\[]", word[0])[0] or word[0]
                value = line[word.start() : word.start() + len(name)]
                yield SettingFact("", value.text, value.span(), ("",), value)

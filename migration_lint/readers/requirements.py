"""Requirements and constraints of pip."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lint.readers.base import Reader
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import SettingFact
from migration_lint.readers.file_lists import words_of
from migration_lint.regex import regex

# A distribution is named first, or behind the address that it comes from; or that alone is given.
_NAME = regex(r"(?:\S*#egg=)?(?P<name>\w[\w+.-]*://[^#]+|[^<>=!~;@\[&]+)")


class RequirementsReader(Reader):
    """Each word of a line, comments left out, may be the name of a distribution."""

    names = (
        "*requirements*.txt", "requirements/*.txt", "*requirements*.in", "requirements/*.in",
        "*constraints*.txt",
    )  # fmt: skip
    rank = 0

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield each word as a member of what is required."""
        for word in words_of(source):
            found = _NAME.match(word.text)
            value = word[slice(*found.span("name"))] if found else word
            yield SettingFact("", value.text, value.span(), ("requires", ""), value)

"""Cython: what its files import; the rest is no Python."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lint.readers.base import Reader
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import PythonFact
from migration_lint.regex import regex

_IMPORT = regex(
    r"^[ \t]*(?P<statement>(?:from[ \t]+[\w.]+[ \t]+c?import[ \t]+(?:\([^)]*\)|[^#;\n]*)"
    r"|c?import[ \t]+[^#;\n]*))",
    re.MULTILINE,
)
_CIMPORT = r"\bc(?=import\b)"


class CythonReader(Reader):
    """Cython is another language around Python's imports: each of them is read by itself."""

    names = ("*.pyx", "*.pxd", "*.pxi")

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield the imports, `cimport` as the import that it is."""
        for found in _IMPORT.finditer(source.text):
            statement = source[slice(*found.span("statement"))].replace(_CIMPORT, " ").strip()
            yield PythonFact(statement, "file")

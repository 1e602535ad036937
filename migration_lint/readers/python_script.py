"""Python programs without a suffix, known by their first line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lint.readers.base import Reader
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import PythonFact

_SHEBANG = re.compile(r"#!.*\bpython[\d.]*\b")


class PythonScriptReader(Reader):
    """Files such as `bin/atlasforge` whose `#!` line names Python."""

    @classmethod
    def takes(cls, path: str, first_line: str) -> bool:
        """A file without a suffix that the system would start with Python."""
        has_suffix = "." in path.rpartition("/")[2]
        return not has_suffix and _SHEBANG.match(first_line) is not None

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield the whole file."""
        yield PythonFact(source, "file")

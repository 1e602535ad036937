"""Python under other names: programs without a suffix, specifications for PyInstaller."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lint.readers.base import Reader
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import PythonFact
from migration_lint.regex import regex

_SHEBANG = regex(r"#!.*\b(?:(?:python|pypy)[\d.]*\b|uv\s+run\b)")
_STARTS_PYTHON = regex(r"#.*python|(?:import|from)\s|\w+\s*=\s|['\"]")


class PythonScriptReader(Reader):
    """Files such as `bin/atlasforge` whose `#!` line names Python; programs for windows."""

    names = ("*.pyw", "SConstruct", "SConscript", "wscript")

    @classmethod
    def takes(cls, path: str, first_line: str) -> bool:
        """A file without a suffix that the system would start with Python, or one for `pythonw`."""
        has_suffix = "." in path.rpartition("/")[2]
        by_shebang = not has_suffix and _SHEBANG.match(first_line) is not None
        if path.endswith(".spec"):  # of PyInstaller; those of RPM are no Python
            return _STARTS_PYTHON.match(first_line) is not None
        return by_shebang or super().takes(path, first_line)

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield the whole file."""
        yield PythonFact(source, "file")

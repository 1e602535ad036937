"""Single lines of source, for formats that show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from migration_lint.source import SourceFile


def source_lines(files: Iterable[SourceFile]) -> Callable[[str, int], str]:
    """A function from a path and a 1-based line to its text; empty where it cannot be had."""
    by_path = {file.path: file for file in files}

    @cache
    def lines_of(path: str) -> list[str]:
        file = by_path.get(path)
        try:
            return decode(file.data).splitlines() if file else []
        except OSError:
            return []

    def line(path: str, number: int) -> str:
        lines = lines_of(path)
        return lines[number - 1] if 0 < number <= len(lines) else ""

    return line


def decode(data: bytes) -> str:
    """The text of a source file, whatever its bytes are."""
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")

"""The text of source files, and single lines of it for formats that show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from migration_lint.files.source import SourceFile
from migration_lint.regex import regex

_BOM = b"\xef\xbb\xbf"
_CODING = regex(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_LINE_END = regex(r"\r\n|\r|\n")

_LONG, _NEAR = 400, 80  # characters of a line that are too many to show, and of what is near
_CUT = "\N{HORIZONTAL ELLIPSIS}"


def decode(data: bytes) -> str:
    """The text of a source file as Python reads it, line ends kept; what is no text shows as �."""
    encoding = "utf-8"
    for line in data.split(b"\n", 2)[:2]:
        if found := _CODING.match(line):
            encoding = found[1].decode("ascii", "replace")
            break
    try:
        return data.removeprefix(_BOM).decode(encoding)
    except (LookupError, ValueError):
        return data.removeprefix(_BOM).decode("utf-8", "replace")


def depth_of_brackets(data: bytes) -> int:
    """How many brackets stand in each other, those in texts and comments counted too."""
    depth = deepest = 0
    for byte in data:
        if byte in b"([{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b")]}":
            depth -= 1
    return deepest


def split_lines(text: str) -> list[str]:
    r"""The lines of a text as Python counts them: only `\n`, `\r\n` and `\r` end one."""
    lines = _LINE_END.split(text) if "\r" in text else text.split("\n")
    if not lines[-1]:
        lines.pop()
    return lines


def source_lines(files: Iterable[SourceFile]) -> Callable[[str, int], str]:
    """A function from a path and a 1-based line to its text; empty where it cannot be had."""
    by_path = {file.path: file for file in files}

    @cache
    def lines_of(path: str) -> list[str]:
        file = by_path.get(path)
        try:
            return split_lines(decode(file.data)) if file else []
        except OSError:
            return []

    def line(path: str, number: int) -> str:
        lines = lines_of(path)
        return lines[number - 1] if 0 < number <= len(lines) else ""

    return line


def around(line: str, start: int, end: int) -> tuple[str, str, str]:
    """A line in three parts, before, at and after a place; a long line is cut around it.

    Args:
        line: The line.
        start: Where the place begins, counted from 0.
        end: Where it ends.
    """
    before, place, behind = line[:start], line[start:end], line[end:]
    if len(line) <= _LONG:
        return before, place, behind
    if len(before) > _NEAR:
        before = f"{_CUT}{before[-_NEAR:]}"
    if len(place) > _LONG:
        place, behind = place[:_LONG], _CUT
    elif len(behind) > _NEAR:
        behind = f"{behind[:_NEAR]}{_CUT}"
    return before, place, behind

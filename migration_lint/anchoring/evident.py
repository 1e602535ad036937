"""Recognize places that libcst could only confirm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from keyword import iskeyword, issoftkeyword

from migration_lint.diagnostic import Span
from migration_lint.regex import regex

# One name, names with dots between them, or all of a string without anything to interpret.
_NAMES = regex(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_STRING = regex(r"""[rbuRBU]{0,2}(["'])\w[-\w./: ]*\1""")
_PREFIX = regex(r"[rbuftRBUFT]{1,2}")
_LETTER = regex(r"\w")
_LETTER_OR_QUOTE = regex(r"""[\w"']""")


def is_evident(lines: Sequence[str], span: Span) -> bool:
    """Whether a place is exactly a name, a dotted name or a string; libcst would say the same.

    Inside a string or a comment every place is its own, whatever stands there.
    """
    if span.line != span.end_line or span.line > len(lines):
        return False
    line, start, end = lines[span.line - 1], span.column - 1, span.end_column - 1
    if _STRING.fullmatch(line, start, end):
        return not _touches(_LETTER_OR_QUOTE, line, start, end)
    if not _NAMES.fullmatch(line, start, end) or _touches(_LETTER, line, start, end):
        return False
    text = line[start:end]
    if "." in text:
        before = line[:start] if line[:start].strip() or span.line == 1 else lines[span.line - 2]
        return not before.rstrip().endswith((".", "\\"))
    return not (iskeyword(text) or issoftkeyword(text) or _PREFIX.fullmatch(text))


def _touches(beside: re.Pattern[str], line: str, start: int, end: int) -> bool:
    """Whether a character of a kind stands directly before or after a place."""
    return bool(beside.match(line, start - 1, start) or beside.match(line, end))

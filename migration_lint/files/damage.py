"""Tell by the bytes of Python files which may not parse."""

from __future__ import annotations

from collections.abc import Sequence

from migration_lint.files.haystack import Haystack
from migration_lint.regex import regex

CONFLICT = b"\n<<<<<<< "  # the line end before it stands for the beginning of a file too
ENCODING = regex(rb"(?:[^\n]*\n)?[ \t\f]*#[^\n]*coding[:=][ \t]*(?!(?i:utf-?8))[-\w.]")
_PRINT = b"print "
PRINTS = (b'print "', b"print '")  # Python 2, where it begins a line
_MARKED_AS_UTF8 = regex(rb"\xef\xbb\xbf(?:[^\n]*\n)?[^\n]*coding[:=]")


def is_damaged(data: bytes) -> bool:
    """Whether the bytes of a Python file suggest that it does not parse."""
    if b"\0" in data or ENCODING.match(data) or _MARKED_AS_UTF8.match(data):
        return True
    if CONFLICT[1:] in data and CONFLICT in b"\n" + data:
        return True
    if any(_begins_line(word, data) for word in PRINTS):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _begins_line(word: bytes, data: bytes) -> bool:
    at = data.find(word)
    while at >= 0:
        if not data[data.rfind(b"\n", 0, at) + 1 : at].strip(b" \t"):
            return True
        at = data.find(word, at + 1)
    return False


def damaged_in(files: Haystack, python: Sequence[int]) -> set[int]:
    """The positions of the Python files for which `is_damaged` may be true."""
    found = {at for word in (b"\0", CONFLICT) for at in files.having(word)}
    found.update(at for at, _ in files.having_any(_PRINT, PRINTS))
    suspects = found.intersection(python)
    suspects.update(files.not_utf_8(python))
    return suspects.union(files.beginning_with(b"coding", python, lines=2))

"""Tell whether a change to a file can change any finding, without analysing it.

It cannot where the file has no word that matters, before and after; nor where only comments, or the
bodies of functions that were not evaluated, are other than they were. Whatever is not plain to see
here may change something: then the whole is looked at again.

This module is on the way of every hook, so it imports nothing that costs start-up time.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, which takes longer to import than the rest of a warm run
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

PYTHON = (".py", ".pyi")
# Comments that speak, and line ends that not everybody counts.
_SPEAKING = (b"migration-lint:", b"\r", b"\x0b", b"\x0c", b"\x1c", b"\0")
_ONLY_AST = 0x400  # ast.PyCF_ONLY_AST, without the module around it
_LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


class Shift:
    """How a change without consequences moves the lines after it."""

    __slots__ = ("by", "start")

    def __init__(self, start: int = 1, by: int = 0) -> None:
        self.start = start
        self.by = by

    def moved(self, line: int) -> int:
        """The new number of a line."""
        return line + self.by if line >= self.start else line


def outside(path: str, data: bytes, trace: dict[str, Any]) -> Shift | None:
    """The shift by the new content of a file that did not matter; None where it may matter now.

    Args:
        path: The file.
        data: Its new content.
        trace: What the findings depended on, as in `migration_lint.flow.recording.trace`.
    """
    if _has_any(data, trace["words"]) or b"migration-lint:" in data or _imports(data, trace):
        return None
    if path.endswith(PYTHON):
        return Shift() if parses(data) else None
    words = [_plain(word.encode()) for word in trace["words"]]  # a file may spell them otherwise
    plain = _plain(data)
    return None if any(word in plain for word in words) else Shift()


def inside(old: bytes, new: bytes, known: dict[str, Any], trace: dict[str, Any]) -> Shift | None:
    """The shift by a change to a file that was evaluated; None where it may change a finding.

    Args:
        old: The content that was evaluated.
        new: The content now.
        known: What is known of the file.
        trace: What the findings depended on.
    """
    if any(speaking in old or speaking in new for speaking in _SPEAKING):
        return None
    before, after = old.split(b"\n"), new.split(b"\n")
    first, last, by = _difference(before, after)
    removed, added = before[first - 1 : last], after[first - 1 : last + by]
    text = b"\n".join((*removed, *added))
    if first <= 2 or b"type:" in text or _has_any(text, trace["words"]):
        return None
    if any(_has_word(text, word) for word in known["words"]):
        return None
    touched = max(last, first)
    if any(start <= touched and first - 1 <= end for start, end in known["texts"]):
        silent = False
    else:
        silent = all(_is_silent(line) for line in (*removed, *added))
    if silent and not before[first - 2].endswith(b"\\"):
        return Shift(last + 1, by)
    for head, body, end in known["quiet"]:
        if body <= first and last <= end and _is_one_function(after[head - 1 : end + by]):
            return Shift(last + 1, by)
    return None


def _difference(before: Sequence[bytes], after: Sequence[bytes]) -> tuple[int, int, int]:
    """The first and last line that differ, and how many lines there are more than before.

    Of an insertion, the last line is the one before the first.
    """
    most = min(len(before), len(after))
    start = 0
    while start < most and before[start] == after[start]:
        start += 1
    end = 0
    while end < most - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return start + 1, len(before) - end, len(after) - len(before)


def _has_any(data: bytes, words: Sequence[str]) -> bool:
    return any(word.encode() in data for word in words)


def _plain(data: bytes) -> bytes:
    """The text in lower case, without `-`, `_` and `.`."""
    return data.lower().translate(None, b"-_.")


def _has_word(data: bytes, word: str) -> bool:
    needle = word.encode()
    at = data.find(needle)
    while at >= 0:
        end = at + len(needle)
        begins = at == 0 or data[at - 1] not in _LETTERS
        if begins and (end == len(data) or data[end] not in _LETTERS):
            return True
        at = data.find(needle, at + 1)
    return False


def _imports(data: bytes, trace: dict[str, Any]) -> bool:
    """Whether a file may import something that matters."""
    takes_all = b"import *" in data
    for module, name in trace["exports"]:
        if module.encode("utf-8", "surrogateescape") in data and (
            takes_all or name.encode() in data
        ):
            return True
    return False


def _is_silent(line: bytes) -> bool:
    bare = line.strip()
    return not bare or bare.startswith(b"#")


def _is_one_function(lines: Sequence[bytes]) -> bool:
    """Whether lines are exactly one function."""
    text = b"\n".join((b"class _:" if lines[0][:1] in b" \t" else b"", *lines, b""))
    tree = _tree(text)
    body = getattr(tree, "body", [])
    if lines[0][:1] in b" \t":
        body = getattr(body[0], "body", []) if len(body) == 1 else []
    return len(body) == 1 and body[0].end_lineno == len(lines) + 1


def parses(data: bytes) -> bool:
    """Whether a content parses as Python."""
    return _tree(data) is not None


def _tree(data: bytes) -> Any:
    import warnings  # noqa: PLC0415 - only where there is something to parse

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of invalid escapes in the code that is read
        try:
            return compile(data, "<file>", "exec", _ONLY_AST, dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None

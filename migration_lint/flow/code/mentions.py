"""Find the lines of a file with words that make the bodies around them matter."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from migration_lint.files.bytesearch import is_word
from migration_lint.regex import regex

if TYPE_CHECKING:
    from migration_lint.flow.code.definitions import FunctionDefinition

# Whether a word counts, by the content, where its line begins, and where the word does and ends.
Counts: TypeAlias = Callable[[bytes, int, int, int], bool]

_QUOTES = (b"'", b'"')
_AFTER_KEY = (b"':", b'":', b"']", b'"]')
_OF_ANOTHER = (b".", *_QUOTES)
_BLANK = b" \t\f"
_TAKEN_FROM = (b".", b":")  # what stands before a name that is taken from a module
_ONLY_NAMES = regex(rb"[\w\s,()\\]*")  # a line of an import, or of a text that lists names


class Mentions:
    """The lines of a file in which a word was found that matters.

    Args:
        data: The content of the file.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._ended = data  # the same with a `\n` at the end of each line
        if b"\r" in data:
            self._ended = data.replace(b"\r\n", b" \n").replace(b"\r", b"\n")
        self._lines: list[int] = []

    def __len__(self) -> int:
        return len(self._lines)

    def add(self, needle: bytes, counts: Counts) -> None:
        """Look for a word, or for a piece of one, where it counts."""
        data, ended, lines = self._data, self._ended, self._lines
        line, counted = 1, 0
        at = data.find(needle)
        while at >= 0:
            end = at + len(needle)
            if counts(data, ended.rfind(b"\n", 0, at) + 1, at, end):
                line, counted = line + ended.count(b"\n", counted, at), at
                position = bisect_left(lines, line)
                if position == len(lines) or lines[position] != line:
                    insort(lines, line)
            at = data.find(needle, end)

    def are_in(self, definition: FunctionDefinition) -> bool:
        """Whether one stands in a function, its decorators too, outside of its docstring."""
        node = definition.node
        decorators = getattr(node, "decorator_list", None)
        first = decorators[0].lineno if decorators else node.lineno
        lines = self._lines
        for position in range(bisect_left(lines, first), len(lines)):
            if lines[position] > (node.end_lineno or node.lineno):
                return False
            if lines[position] not in definition.docstring_lines:
                return True
        return False


def anywhere(data: bytes, start: int, at: int, end: int) -> bool:  # noqa: ARG001 - one of `Counts`
    """A piece of a word counts wherever it stands."""
    return True


def as_word(data: bytes, start: int, at: int, end: int) -> bool:
    """A word counts where no letter, digit or `_` is beside it, outside of lines of comment."""
    return is_word(data, at, end) and not _is_comment(data[start:at])


def as_hash(data: bytes, start: int, at: int, end: int) -> bool:
    """The builtin counts where it can be meant: not as a key of a dict, nor of another object."""
    if not as_word(data, start, at, end):
        return False
    before, after = data[start:at], data[end : end + 2]
    is_key = before.endswith(_QUOTES) and after.endswith(_AFTER_KEY)
    return not is_key and (not before.endswith(b".") or after.startswith(b"("))


def as_replaced(data: bytes, start: int, at: int, end: int) -> bool:  # noqa: ARG001 - one of `Counts`
    """A function counts where it is replaced: its name in quotes, or assigned to."""
    after = data[end : end + 4].lstrip(_BLANK)
    return after.startswith(_QUOTES) or (after.startswith(b"=") and not after.startswith(b"=="))


def as_anothers(data: bytes, start: int, at: int, end: int) -> bool:
    """The name of something harmless of the file counts as that of an attribute or a keyword."""
    if not as_word(data, start, at, end):
        return False
    before, after = data[start:at].rstrip(), data[end : end + 2].lstrip(_BLANK)
    return before.endswith(_OF_ANOTHER) or after.startswith(b"=")


def may_take(data: bytes, name: bytes) -> bool:
    """Whether a file may take a name from a module: by an import, as an attribute, by a text.

    A bare name, of which it has nothing else, is that of another thing, and so is one in prose.
    """
    at = data.find(name)
    while at >= 0:
        end = at + len(name)
        if is_word(data, at, end):
            start, stop = data.rfind(b"\n", 0, at) + 1, data.find(b"\n", end)
            line = data[start:stop] if stop >= 0 else data[start:]
            if _takes(line, at - start, end - start):
                return True
        at = data.find(name, end)
    return False


def _takes(line: bytes, at: int, end: int) -> bool:
    before, after = line[:at].rstrip(_BLANK), line[end:].lstrip(_BLANK)
    code = line.partition(b"#")[0]
    return (
        before.endswith(_TAKEN_FROM)
        or (after.startswith(b"=") and not after.startswith(b"=="))  # of `patch.multiple`
        or b"import" in before
        or any(quote in line for quote in _QUOTES)
        or (end <= len(code) and _ONLY_NAMES.fullmatch(code) is not None)
    )


def _is_comment(before: bytes) -> bool:
    """Whether what stands behind this in its line is a comment, and none that says a type."""
    return before.lstrip(_BLANK).startswith(b"#") and b"type:" not in before

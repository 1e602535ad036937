"""Compare texts: digests of long ones, the first difference, and noisy words."""

from __future__ import annotations

import re
from collections.abc import Collection
from hashlib import blake2b
from itertools import zip_longest
from typing import NamedTuple

_AROUND = 20  # lines shown before and after the first one that differs
_SHOWN = 2000  # characters shown of them
_SLICE = 1 << 20
_EXCERPT = 160
_WORD = re.compile(r"\S+")
_ALPHANUMERIC = re.compile(r"\w+")

Word = tuple[int, int]


def digest_of(data: str | bytes | bytearray) -> str:
    """A short digest, taken slice by slice so that a long text is never copied whole."""
    digest = blake2b(digest_size=8)
    view = data if isinstance(data, str) else memoryview(data)
    for start in range(0, len(view), _SLICE):
        part = view[start : start + _SLICE]
        digest.update(part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part)
    return digest.hexdigest()


class TextDifference(NamedTuple):
    """Where two texts differ first.

    Attributes:
        line: 1-based number of the first line that differs.
        column: 1-based column in that line.
        control: The line on the control, shortened around the column; None: the text has ended.
        candidate: The same on the candidate.
    """

    line: int
    column: int
    control: str | None
    candidate: str | None


def first_difference(
    control: str, candidate: str, noise: Collection[Word]
) -> TextDifference | None:
    """The first line on which the texts differ otherwise than by noise; None where none does.

    Args:
        control: The text of the control.
        candidate: The text of the candidate.
        noise: Words, as (line, position) from zero, that may differ as long as they look alike.
    """
    noisy: dict[int, set[int]] = {}
    for line, position in noise:
        noisy.setdefault(line, set()).add(position)
    lines = zip_longest(control.split("\n"), candidate.split("\n"))
    for number, (here, there) in enumerate(lines):
        if here == there or _alike(here, there, noisy.get(number, ())):
            continue
        column = _first_column(here or "", there or "")
        return TextDifference(
            number + 1, column + 1, _excerpt(here, column), _excerpt(there, column)
        )
    return None


def around(text: str, line: int) -> str:
    """The lines around a difference, with a note on what was left out."""
    lines = text.split("\n")
    first = max(0, line - 1 - _AROUND)
    shown = "\n".join(lines[first : line + _AROUND])
    before = [f"... {first} lines before"] if first else []
    after = (
        [f"... {len(lines) - line - _AROUND} lines after"] if line + _AROUND < len(lines) else []
    )
    if len(shown) > _SHOWN:
        shown, after = shown[:_SHOWN], [f"... {len(text)} characters in all"]
    return "\n".join([*before, shown, *after])


def noisy_words(text: str, again: str) -> frozenset[Word] | None:
    """The words by which two texts of the same engine differ.

    Returns None where they differ by more than words: in the number of lines, or of words in a
    line. The words are (line, position) from zero.
    """
    lines, lines_again = text.split("\n"), again.split("\n")
    if len(lines) != len(lines_again):
        return None
    words: set[Word] = set()
    for number, (line, line_again) in enumerate(zip(lines, lines_again, strict=True)):
        if line == line_again:
            continue
        left, right = _WORD.findall(line), _WORD.findall(line_again)
        if len(left) != len(right) or left == right:
            return None
        pairs = enumerate(zip(left, right, strict=True))
        words |= {(number, at) for at, (a, b) in pairs if a != b}
    return frozenset(words)


def shape_of(word: str) -> str:
    """A word with each run of letters and digits as `w`: `2026-01-02` becomes `w-w-w`."""
    return _ALPHANUMERIC.sub("w", word)


def _alike(line: str | None, other: str | None, noisy: Collection[int]) -> bool:
    if not noisy or line is None or other is None:
        return False
    left, right = _WORD.findall(line), _WORD.findall(other)
    if len(left) != len(right):
        return False
    return all(
        shape_of(a) == shape_of(b) if at in noisy else a == b
        for at, (a, b) in enumerate(zip(left, right, strict=True))
    )


def _first_column(line: str, other: str) -> int:
    pairs = zip(line, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(line), len(other)))


def _excerpt(line: str | None, column: int) -> str | None:
    if line is None:
        return None
    start = max(0, column - _EXCERPT // 2)
    end = start + _EXCERPT
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")

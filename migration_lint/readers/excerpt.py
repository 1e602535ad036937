"""Text taken from a file, with the place of each of its characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from migration_lint.diagnostic import Span
from migration_lint.regex import regex

_LINE_END = regex(r"\r\n|\n|\r")


class Lines:
    """Where the lines of a file start; lines end in LF, CRLF or a lone CR."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.starts = [0, *(match.end() for match in _LINE_END.finditer(source))]

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of a character."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The character at a 1-based line and column; the nearest there is beyond the ends."""
        start = self.starts[min(line, len(self.starts)) - 1]
        return min(start + column - 1, len(self.source))


class Excerpt:
    """A piece of a file's text: cut out, unescaped, dedented or joined from several pieces.

    Attributes:
        lines: The lines of the whole file.
        text: The text as it reads here.
        offsets: For each character of `text` its offset in the file.
    """

    __slots__ = ("lines", "offsets", "text")

    def __init__(self, lines: Lines, text: str, offsets: Sequence[int]) -> None:
        self.lines = lines
        self.text = text
        self.offsets = offsets

    @staticmethod
    def of(source: str) -> Excerpt:
        """A whole file."""
        return Excerpt(Lines(source), source, range(len(source)))

    def __getitem__(self, piece: slice) -> Excerpt:
        """The excerpt of `text[piece]`."""
        return Excerpt(self.lines, self.text[piece], self.offsets[piece])

    def __len__(self) -> int:
        return len(self.text)

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The place in the file of `text[start:end]`."""
        end = len(self.text) if end is None else end
        if not self.offsets:
            return Span(1, 1, 1, 1)
        first = self.offsets[min(start, len(self.offsets) - 1)]
        last = self.offsets[end - 1] + 1 if end > start else first
        return Span(*self.lines.position(first), *self.lines.position(last))

    def lift(self, inner: Span) -> Span:
        """The place in the file of a place in `text`, which was read as a file of its own."""
        own = Lines(self.text)
        start = own.offset(inner.line, inner.column)
        return self.span(start, max(start, own.offset(inner.end_line, inner.end_column)))

    def split_lines(self) -> Iterator[Excerpt]:
        """The lines, without their ends."""
        start = 0
        for end in _LINE_END.finditer(self.text):
            yield self[start : end.start()]
            start = end.end()
        if start < len(self.text):
            yield self[start:]

    def strip(self) -> Excerpt:
        """Without the white space around it."""
        start = len(self.text) - len(self.text.lstrip())
        return self[start : max(start, len(self.text.rstrip()))]

    def replace(self, pattern: str, filler: str) -> Excerpt:
        """With every character of each match of `pattern` replaced by the one-character filler.

        What a group of the name `kept` matches is left as it is.
        """

        def filled(match: re.Match[str]) -> str:
            start, end = match.span("kept") if "kept" in match.re.groupindex else (0, 0)
            kept = self.text[start:end]
            before, after = max(start - match.start(), 0), match.end() - max(end, match.start())
            return filler * before + kept + filler * after

        text = re.sub(pattern, filled, self.text, flags=re.DOTALL)
        return Excerpt(self.lines, text, self.offsets)

    def put(self, start: int, end: int, text: str) -> Excerpt:
        """Another text in the place of `text[start:end]`."""
        offsets = [self.offsets[start]] * len(text)
        offsets[-1:] = [self.offsets[end - 1]] if text else []
        return Excerpt(self.lines, text, offsets)

    def join(self, pieces: Iterable[Excerpt], separator: str = "") -> Excerpt:
        """Pieces of this file as one text; a separator stands where the piece before it ended."""
        texts: list[str] = []
        offsets: list[int] = []
        for piece in pieces:
            if texts:
                texts.append(separator)
                offsets += [offsets[-1] if offsets else 0] * len(separator)
            texts.append(piece.text)
            offsets += piece.offsets
        return Excerpt(self.lines, "".join(texts), offsets)


_ESCAPE = regex(
    r"\\(?:x(?P<x>[0-9a-fA-F]{2})|u(?P<u>[0-9a-fA-F]{4})|U(?P<U>[0-9a-fA-F]{8})"
    r"|(?P<line>\r?\n[ \t]*)|(?P<char>.))",
    re.DOTALL,
)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "0": "\0", "a": "\a", "e": "\x1b"}


def unescape(quoted: Excerpt) -> Excerpt:
    r"""Resolve the backslash escapes that JSON, TOML and YAML share: `\n`, `\"`, `\u00e9`."""
    if "\\" not in quoted.text:
        return quoted
    texts: list[str] = []
    offsets: list[int] = []
    start = 0
    for escape in _ESCAPE.finditer(quoted.text):
        texts.append(quoted.text[start : escape.start()])
        offsets += quoted.offsets[start : escape.start()]
        meaning = _meaning(escape)
        texts.append(meaning)
        offsets += [quoted.offsets[escape.start()]] * len(meaning)
        start = escape.end()
    texts.append(quoted.text[start:])
    offsets += quoted.offsets[start:]
    return Excerpt(quoted.lines, "".join(texts), offsets)


def _meaning(escape: re.Match[str]) -> str:
    code = escape["x"] or escape["u"] or escape["U"]
    if code:
        number = int(code, 16)
        return chr(number) if number < 0x110000 else "\ufffd"
    if escape["line"] is not None:
        return ""
    return _PLAIN.get(escape["char"], escape["char"])

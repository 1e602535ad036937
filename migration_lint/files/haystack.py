"""Many files read into one buffer, so that a word is looked for in all of them at once."""

from __future__ import annotations

from bisect import bisect_right
from codecs import utf_8_decode
from collections.abc import Callable, Iterable, Iterator, Sequence

from migration_lint.files.bytesearch import Searched, is_word
from migration_lint.files.source import SourceFile

ROOM_OF_ONE = 1 << 15  # bytes that one file has room in, nearly always
_OFTEN = 2  # times in each file
_BETWEEN = 0x0A  # the line end before and after each file, which no word has but at its beginning


class Haystack:
    """The contents of some files, one after the other in one buffer.

    Args:
        room: For how many bytes; what the caches of a processor hold is searched fastest.

    Attributes:
        files: What is in it now.
    """

    def __init__(self, room: int) -> None:
        self.files: list[SourceFile] = []
        self._room = bytearray(room + 1)
        self._clear()

    def fillings(
        self, files: Iterable[SourceFile], refused: Callable[[SourceFile, OSError], object]
    ) -> Iterator[None]:
        """Fill the buffer again and again, each time with as many files as fit, or one larger file.

        `refused` is told of those that cannot be read.
        """
        self._clear()
        for file in files:
            try:
                if not self._add(file):
                    self._be_searched()
                    yield
                    self._clear()
                    if not self._add(file):
                        self._hold_alone(file)
            except OSError as problem:
                refused(file, problem)
        self._be_searched()
        yield

    def _clear(self) -> None:
        self.files = []
        self._starts: list[int] = []
        self._use(self._room)
        self._end = 1

    def _use(self, buffer: bytearray) -> None:
        self._buffer, self._view = buffer, memoryview(buffer)[:-1]  # its last byte is for searches
        buffer[0] = _BETWEEN

    def _be_searched(self) -> None:
        self._searched = Searched(self._buffer, self._end)

    def _add(self, file: SourceFile) -> bool:
        """Read a file and put it behind the others; whether there is room for it."""
        start = self._end
        if start == len(self._view):
            return False  # not even an empty file, which has a line end behind it
        size = file.read_into(self._view[start:-1])
        if size is None:
            return False
        self._hold(file, size)
        return True

    def _hold(self, file: SourceFile, size: int) -> None:
        """Record what was read after the other files as the content of a file."""
        self.files.append(file)
        self._starts.append(self._end)
        self._end += size + 1
        self._buffer[self._end - 1] = _BETWEEN

    def _hold_alone(self, file: SourceFile) -> None:
        data = file.peek()
        self._use(bytearray(len(data) + 3))
        self._view[1:-1] = data
        self._hold(file, len(data))

    def content(self, position: int) -> bytes:
        """The content of a file, by its position in `files`."""
        return bytes(self._view[self._starts[position] : self._end_of(position)])

    def having(self, word: bytes, *, whole: bool = False) -> Iterator[int]:
        """The positions of the files in which a word stands.

        Args:
            word: What is looked for.
            whole: Whether it has to stand with no letter, digit or `_` beside it.
        """
        if not word:
            yield from range(len(self.files))
            return
        find = self._searched.find
        at = find(word, 0)
        while at >= 0:
            start = at + 1
            if not whole or is_word(self._buffer, at, at + len(word)):
                position = self._position(at)
                yield position
                if position + 1 == len(self.files):
                    return
                start = self._starts[position + 1] - 1  # the line end before it may be meant
            at = find(word, start)

    def having_any(self, piece: bytes, words: Sequence[bytes]) -> Iterator[tuple[int, bytes]]:
        """The positions of the files that contain some words, each position with a word.

        The words are found by a piece that all of them contain. Where that is frequent, each word
        is looked for by itself. A pair may come more than once.
        """
        if len(words) == 1:
            yield from ((position, words[0]) for position in self.having(words[0]))
            return
        find, starts_with = self._searched.find, self._buffer.startswith
        begun = [(word, word.find(piece)) for word in words]
        at, left = find(piece, 0), len(self.files) * _OFTEN
        while at >= 0 and left:
            for word, before in begun:
                if at >= before and starts_with(word, at - before):
                    yield self._position(at - before), word
            at, left = find(piece, at + 1), left - 1
        if at >= 0:
            yield from ((position, word) for word in words for position in self.having(word))

    def beginning_with(self, word: bytes, among: Iterable[int], lines: int) -> Iterator[int]:
        """The positions, among some, of the files with a word in one of the first lines."""
        find = self._buffer.find
        for position in among:
            start = end = self._starts[position]
            last = self._end_of(position) + 1
            for _ in range(lines):
                end = find(b"\n", end, last) + 1 or last
            if find(word, start, end) >= 0:
                yield position

    def not_utf_8(self, among: Iterable[int]) -> Iterator[int]:
        """The positions, among some, of the files that are not UTF-8."""
        for position in among:
            part = slice(self._starts[position], self._end_of(position))
            try:
                utf_8_decode(self._view[part], "strict", True)
            except UnicodeDecodeError:
                yield position

    def _position(self, at: int) -> int:
        """The file that holds a place of the buffer, or the line end before it."""
        return max(bisect_right(self._starts, at + 1) - 1, 0)

    def _end_of(self, position: int) -> int:
        following = position + 1
        return (self._starts[following] if following < len(self.files) else self._end) - 1

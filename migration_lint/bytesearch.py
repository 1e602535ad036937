"""Where bytes stand in others, many megabytes even: found as quickly as the machine can.

`memmem` of the C library takes less than half the time of `bytearray.find`, and looking for words
is most of what a run on a large project does. Where there is none, as on Windows, Python looks.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

_PARTS = b"0123456789_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"  # of words

Memmem = Callable[[int, int, bytes, int], "int | None"]


class Searched:
    """A buffer that is looked into; it keeps its size as long as this is in use."""

    def __init__(self, buffer: bytearray) -> None:
        self._buffer = buffer
        self._memmem = _memmem()
        if self._memmem is not None:
            import ctypes  # noqa: PLC0415 - imported already, see below

            self._held = (ctypes.c_char * len(buffer)).from_buffer(buffer)
            self._address = ctypes.addressof(self._held)

    def find(self, word: bytes, start: int, end: int) -> int:
        """Where a word stands first from `start` on, wholly before `end`; -1 where nowhere."""
        if self._memmem is None:
            return self._buffer.find(word, start, end)
        found = self._memmem(self._address + start, max(end - start, 0), word, len(word))
        return -1 if found is None else found - self._address


@cache
def _memmem() -> Memmem | None:
    try:
        import ctypes  # noqa: PLC0415 - a Python may be built without it

        memmem = ctypes.CDLL(None).memmem
    except (ImportError, OSError, AttributeError, TypeError):
        return None
    memmem.restype = ctypes.c_void_p
    memmem.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t)
    found: Memmem = memmem
    return found


def is_word(data: bytes | bytearray, start: int, end: int) -> bool:
    """Whether what stands at a place has no letter, digit or `_` beside it."""
    if start and data[start - 1] in _PARTS:
        return False
    return end >= len(data) or data[end] not in _PARTS


def name_in_bytes(name: str) -> bytes:
    """A module's name as it may stand in a file; that of a file can have bytes that are no text."""
    return name.encode("utf-8", "surrogateescape")


def has_word(data: bytes, word: bytes) -> bool:
    """Whether `word` stands somewhere with no letter, digit or `_` beside it."""
    if not word:
        return True
    at = data.find(word)
    while at >= 0:
        if is_word(data, at, at + len(word)):
            return True
        at = data.find(word, at + 1)
    return False

"""A file of the project, read when its bytes are needed."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from migration_lint.cache.state import stamp_of

if TYPE_CHECKING:
    from migration_lint.cache.state import Stamp

Read = Callable[[], bytes]

PYTHON = (".py", ".pyi")  # how the names of Python files end

_LARGE = 1 << 20
_HEAD = 1 << 13


class SourceFile:
    """One file: its name in the project and its content.

    Attributes:
        path: Relative to the project root, with `/`.
        stamp: What the file system said of it just before it was read; None for a file that is
            not from a disk, or not read yet.
        size: In bytes; 0 for a file that is not read yet.
        parses: Whether it is known to be Python that parses.
    """

    __slots__ = ("_data", "_read", "parses", "path", "size", "stamp")

    def __init__(self, path: str, read: Read) -> None:
        self.path = path
        self.stamp: Stamp | None = None
        self.size = 0
        self.parses = False
        self._read = read
        self._data: bytes | None = None

    @property
    def data(self) -> bytes:
        """The content, read once, so that everybody judges the same bytes.

        Raises:
            OSError: The file cannot be read.
        """
        if self._data is None:
            self._data = self.peek()
        return self._data

    def peek(self) -> bytes:
        """The content, which is not kept if it was not before.

        Raises:
            OSError: The file cannot be read.
        """
        if self._data is not None:
            return self._data
        data = self._read()
        self.size = len(data)
        return data

    def read_into(self, room: memoryview) -> int | None:
        """Put the content at the beginning of `room`; its size, or None where it does not fit.

        Raises:
            OSError: The file cannot be read.
        """
        data = self.peek()
        if len(data) > len(room):
            return None
        room[: len(data)] = data
        return len(data)

    def __repr__(self) -> str:
        return f"SourceFile({self.path!r})"


class DiskFile(SourceFile):
    """A file under the folder `root`.

    A large file that is not text, such as a model or a database, is cut off after its head.
    """

    __slots__ = ("_root",)

    def __init__(self, root: str, path: str) -> None:
        super().__init__(path, self._from_disk)
        self._root = root

    def _from_disk(self) -> bytes:
        with open(f"{self._root}/{self.path}", "rb") as stream:  # noqa: PTH123 - thousands of them, and names are strings
            status = os.fstat(stream.fileno())
            self.stamp = stamp_of(status)
            if status.st_size < _LARGE:
                return stream.read()
            head = stream.read(_HEAD)
            if b"\0" in head:
                return head
            stream.seek(0)  # rather than copy the rest behind the head
            return stream.read()

    def read_into(self, room: memoryview) -> int | None:
        """As for any file, without making a bytes object of the content."""
        if self._data is not None:
            return super().read_into(room)
        descriptor = os.open(f"{self._root}/{self.path}", os.O_RDONLY)
        try:
            if self.stamp is None:  # else it was looked at before
                status = os.fstat(descriptor)
                self.stamp, self.size = stamp_of(status), status.st_size
            if self.size > len(room):
                return None
            start = os.readv(descriptor, [room[:_HEAD]]) if self.size >= _LARGE else 0
            if start and b"\0" in bytes(room[:start]):
                self.size = start
            elif os.readv(descriptor, [room[start:]]) != self.size - start:
                return None  # it changes, or has no size, as files in /proc
        finally:
            os.close(descriptor)
        return self.size


def on_disk(root: str, path: str) -> SourceFile:
    """The file `path` under the folder `root`."""
    return DiskFile(root, path)


def in_memory(path: str, data: bytes) -> SourceFile:
    """A file whose content is given: standard input, a git blob, a test case."""
    return SourceFile(path, lambda: data)

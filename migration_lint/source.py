"""A file of the project, read when somebody asks for its bytes."""

from __future__ import annotations

from collections.abc import Callable

Read = Callable[[], bytes]


class SourceFile:
    """One file: its name in the project and its content.

    Attributes:
        path: Relative to the project root, with `/`.
    """

    __slots__ = ("_data", "_read", "path")

    def __init__(self, path: str, read: Read) -> None:
        self.path = path
        self._read = read
        self._data: bytes | None = None

    @property
    def data(self) -> bytes:
        """The content, read once, so that everybody judges the same bytes.

        Raises:
            OSError: The file cannot be read.
        """
        if self._data is None:
            self._data = self._read()
        return self._data

    def forget(self) -> None:
        """Let the content go; the next look reads it again."""
        self._data = None

    def __repr__(self) -> str:
        return f"SourceFile({self.path!r})"


def on_disk(root: str, path: str) -> SourceFile:
    """The file `path` under the folder `root`."""

    def read() -> bytes:
        with open(f"{root}/{path}", "rb") as stream:  # noqa: PTH123 - pathlib is slow to import
            return stream.read()

    return SourceFile(path, read)


def in_memory(path: str, data: bytes) -> SourceFile:
    """A file whose content is given: standard input, a git blob, a test case."""
    return SourceFile(path, lambda: data)

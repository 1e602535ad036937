"""What a reader is.

Defining a subclass of `Reader` in a module of `migration_lint.readers` registers it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

from migration_lint.project import Project
from migration_lint.source import SourceFile

REGISTRY: list[type[Reader]] = []


class Reader(ABC):
    """Reads one format and yields facts; rules judge them."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        REGISTRY.append(cls)

    @abstractmethod
    def takes(self, path: str) -> bool:
        """Whether a file is of this format, by its path relative to the root."""

    @abstractmethod
    def read(self, file: SourceFile, project: Project) -> Iterator[object]:
        """Yield the facts of one file; `UnparsableFact` where its format's parser gives up.

        Raises:
            OSError: The file cannot be read.
        """

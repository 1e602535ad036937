"""What a reader is.

Defining a subclass of `Reader` in a module of `migration_lint.readers` registers it.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from fnmatch import translate
from functools import cache
from typing import ClassVar

from migration_lint.readers.excerpt import Excerpt

REGISTRY: list[type[Reader]] = []


class Reader(ABC):
    """Reads one format and yields the facts of `migration_lint.readers.facts`.

    Attributes:
        names: Glob patterns of the file names that it takes; of the end of the path, where a
            pattern has a `/`.
        rank: A reader of a lower rank is asked first; one that goes by more than the suffix of
            the name is lower than one that does not.
    """

    names: ClassVar[tuple[str, ...]] = ()
    rank: ClassVar[int] = 1

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        REGISTRY.append(cls)

    @classmethod
    def takes(cls, path: str, first_line: str) -> bool:  # noqa: ARG003 - for overriding readers
        """Whether a file is of this format, by its path or by its first line."""
        return _ends_like(cls.names).match(path) is not None

    @abstractmethod
    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield what is in the file, in the order of the file.

        A file that is not of its format is an `UnparsableFact`, never an error.
        """


@cache
def _ends_like(names: tuple[str, ...]) -> re.Pattern[str]:
    """What the paths look like whose end matches one of some globs."""
    ends = "|".join(translate(name) for name in names)
    return re.compile(f"(?:.*/)?(?:{ends})", re.DOTALL)

"""The base of all readers.

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

_MAGIC = frozenset("*?[")
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
        ends, others = _by_kind(cls.names)
        if f"/{path}".endswith(ends):
            return True
        return bool(others) and _ends_like(others).match(path) is not None

    @abstractmethod
    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield what is in the file, in the order of the file.

        A file that is not of its format is an `UnparsableFact`, never an error.
        """


@cache
def _by_kind(names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What paths end with, from a `/` before them on, that match simple globs; the other globs."""
    simple = {name: name.removeprefix("*") for name in names}
    others = tuple(name for name, rest in simple.items() if not _MAGIC.isdisjoint(rest))
    ends = (rest if name != rest else f"/{name}" for name, rest in simple.items())
    return tuple(end for end in ends if _MAGIC.isdisjoint(end)), others


@cache
def _ends_like(names: tuple[str, ...]) -> re.Pattern[str]:
    """What the paths look like whose end matches one of some globs."""
    ends = "|".join(translate(name) for name in names)
    return re.compile(f"(?:.*/)?(?:{ends})", re.DOTALL)

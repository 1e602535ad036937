"""Facts: what a front end saw in one file.

Front ends (Python flow, readers of other formats) yield facts, rules judge them.

Each kind of fact is a frozen dataclass beside the front end that yields it; a rule asks for the
kinds it knows: `for fact in facts.of(ImportFact)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

F = TypeVar("F")


class Facts:
    """The facts of one file, by kind, in the order they were seen."""

    def __init__(self, path: str, facts: Iterable[object] = ()) -> None:
        self.path = path
        self._by_kind: dict[type, list[object]] = {}
        for fact in facts:
            self.add(fact)

    def add(self, fact: object) -> None:
        """Keep one more fact."""
        self._by_kind.setdefault(type(fact), []).append(fact)

    def of(self, kind: type[F]) -> Iterator[F]:
        """The facts of exactly this kind."""
        yield from self._by_kind.get(kind, ())  # type: ignore[misc]  # filed under its own type

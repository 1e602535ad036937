"""Facts: what a front end saw in one file.

Front ends (Python flow, readers of other formats) yield facts, rules judge them.

Each kind of fact is a named tuple beside the front end that yields it; a rule asks for the
kinds it knows: `for fact in facts.of(ImportFact)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from migration_lint.diagnostic import Span
from migration_lint.named_tuple import NamedTuple

if TYPE_CHECKING:
    import ast


F = TypeVar("F")


class Facts:
    """The facts of one file, by kind, in the order they were seen.

    Args:
        path: The file.
        facts: What was seen. It is iterated when facts are asked for, perhaps in another process.
        tree: The file as the standard parser reads it, if it did.
    """

    def __init__(
        self, path: str, facts: Iterable[object] = (), tree: ast.Module | None = None
    ) -> None:
        self.path = path
        self.tree = tree
        self._coming = [facts]
        self._by_kind: dict[type, list[object]] = {}

    def add(self, fact: object) -> None:
        """Keep one more fact."""
        self._coming.append((fact,))

    def update(self, other: Facts) -> None:
        """Keep the facts of another front end too."""
        self.tree = self.tree or other.tree
        self._coming.append(other._all())

    def of(self, kind: type[F]) -> Iterator[F]:
        """The facts of exactly this kind."""
        if self._coming:
            self._file()
        yield from self._by_kind.get(kind, ())  # type: ignore[misc]  # filed under its own type

    def _all(self) -> Iterator[object]:
        self._file()
        yield from chain.from_iterable(self._by_kind.values())

    def _file(self) -> None:
        coming, self._coming = self._coming, []
        for fact in chain.from_iterable(coming):
            self._by_kind.setdefault(type(fact), []).append(fact)


class UnparsableFact(NamedTuple):
    """A file, or a part of one, that no parser of its format accepts.

    Attributes:
        span: Where the parser gave up.
        problem: What it said, one sentence without a full stop.
        undone: What could not be done with it.
    """

    span: Span
    problem: str
    undone: str = "parsed"


class SuppressionFact(NamedTuple):
    """A suppression comment that something is wrong with.

    Attributes:
        span: The place of the comment.
        codes: The codes it names, as written; empty for every code.
        problem: What is wrong and what to do, to follow the words "the suppression".
        deletable: Whether the comment, or the one code in `codes`, can go.
    """

    span: Span
    codes: str
    problem: str
    deletable: bool = False


class StaleEntryFact(NamedTuple):
    """An entry of the baseline that nothing matches any more.

    Attributes:
        span: The entry's line in the baseline file.
        code: The code it let pass.
        path: The file it let it pass in.
        symbol: What it was about.
        scope: The function or class it stood in.
    """

    span: Span
    code: str
    path: str
    symbol: str
    scope: str

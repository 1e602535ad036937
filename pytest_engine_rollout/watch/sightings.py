"""Which functions of the watched files ran in one phase of one test."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from types import CodeType
from typing import ClassVar, NamedTuple

from pytest_engine_rollout.watch.stack import is_definition


class Sightings(NamedTuple):
    """The watched places of which functions ran, by why they ran; importing does not count.

    Attributes:
        test: Because the phase itself called them.
        fixture: Because `setUp` or `tearDown` of a `unittest.TestCase` did, inside the call phase;
            before that phase, because anything did.
        stray: In a thread that was started before, for an unknown test.
        blind: Why more may have run than was seen; empty where all was seen.
    """

    test: frozenset[str] = frozenset()
    fixture: frozenset[str] = frozenset()
    stray: frozenset[str] = frozenset()
    blind: str = ""


NOTHING = Sightings()
"""What most phases show; one object for all of them."""


class CodeWatch(ABC):
    """Watches the functions of some files.

    Attributes:
        sees_forks: Whether it sees what forked processes run.
    """

    sees_forks: ClassVar[bool]

    @abstractmethod
    def add(self, code: CodeType, file: str) -> None:
        """Watch the functions in a module's code, which is about to be executed."""

    @abstractmethod
    def begin(self, *, is_call: bool) -> None:
        """Begin a phase, the call or what comes before it; earlier calls do not count."""

    @abstractmethod
    def end(self) -> Sightings:
        """End the phase; returns what was seen in it."""

    @abstractmethod
    def close(self) -> None:
        """Stop watching."""


def functions_in(code: CodeType) -> Iterator[CodeType]:
    """The code objects of all functions in a code object, without itself."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            if not is_definition(constant):
                yield constant
            yield from functions_in(constant)

"""What a rule finds (`Finding`) and what a user is shown of it (`Diagnostic`)."""

from __future__ import annotations

from enum import IntEnum
from typing import Literal

from migration_lint.named_tuple import NamedTuple

Status = Literal["new", "known"]


class Severity(IntEnum):
    """How much a diagnostic matters; a higher one includes the lower ones."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The severity as it is written in options and output: `error`."""
        return self.name.lower()


class Span(NamedTuple):
    """A place in a file, 1-based; columns count characters, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Step(NamedTuple):
    """One place on the way that an object took from where it was made to where it is used."""

    path: str
    span: Span
    message: str


class Finding(NamedTuple):
    """One violation, as a rule yields it.

    Attributes:
        span: The place of the name, attribute or string itself, not of the statement around it.
        message: What is wrong here and what to do, one sentence.
        symbol: What it is about (`af_engine_legacy`, `mission`); part of the fingerprint.
        scope: The qualified name of the enclosing function or class, empty at module level.
        steps: How the object got there, first step first.
        fixable: Whether a fix is offered for it.
    """

    span: Span
    message: str
    symbol: str
    scope: str = ""
    steps: tuple[Step, ...] = ()
    fixable: bool = False


class Diagnostic(NamedTuple):
    """One finding with its rule, its file and its standing in the phase.

    Attributes:
        path: Relative to the project root, with `/`.
        fingerprint: Keyed by what the diagnostic is about, not by its line.
    """

    code: str
    name: str
    severity: Severity
    path: str
    span: Span
    message: str
    symbol: str
    scope: str
    fingerprint: str
    status: Status = "new"
    steps: tuple[Step, ...] = ()
    fixable: bool = False

    @property
    def order(self) -> tuple[str, Span, str]:
        """The key of the one order in which diagnostics are shown: by path, place and code."""
        return self.path, self.span, self.code

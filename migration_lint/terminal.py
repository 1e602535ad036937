"""Where output goes: colour and links for a terminal, plain text for everything else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Protocol

from migration_lint.diagnostic import Severity
from migration_lint.named_tuple import NamedTuple

_SEVERITY = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}


_COLUMNS = 80  # of a terminal that does not say how many it has


class Stream(Protocol):
    """What is asked of an output stream."""

    def isatty(self) -> bool:
        """Whether a terminal is at the other end."""

    def fileno(self) -> int:
        """Its number in the system."""


class Style(NamedTuple):
    """How text may be dressed up.

    Attributes:
        colour: Whether ANSI colours are understood.
        links: Whether OSC 8 links are.
    """

    colour: bool = False
    links: bool = False

    def paint(self, text: str, codes: str) -> str:
        """The text in a colour, given as ANSI codes (`1;31`)."""
        return f"\x1b[{codes}m{text}\x1b[0m" if self.colour else text

    def bold(self, text: str) -> str:
        """The text in bold."""
        return self.paint(text, "1")

    def faint(self, text: str) -> str:
        """The text in the background."""
        return self.paint(text, "2")

    def severe(self, text: str, severity: Severity) -> str:
        """The text in the colour of a severity."""
        return self.paint(text, _SEVERITY[severity])

    def link(self, text: str, target: str) -> str:
        """The text as a link."""
        return f"\x1b]8;;{target}\x1b\\{text}\x1b]8;;\x1b\\" if self.links else text


def style_for(stream: Stream, environment: Mapping[str, str]) -> Style:
    """What a stream can show; `NO_COLOR` goes before `FORCE_COLOR`, that before what it is."""
    terminal = is_interactive(stream, environment)
    if environment.get("NO_COLOR"):
        return Style(links=terminal)
    return Style(colour=terminal or bool(environment.get("FORCE_COLOR")), links=terminal)


def is_interactive(stream: Stream, environment: Mapping[str, str]) -> bool:
    """Whether a stream is a terminal that shows progress, not a dumb one or a CI log."""
    return stream.isatty() and environment.get("TERM") != "dumb" and not environment.get("CI")


def width_of(stream: Stream, environment: Mapping[str, str]) -> int | None:
    """Columns that text should fit into: what `COLUMNS` says, or a terminal's own; None elsewhere.

    What a file or another program gets is not broken into lines of its own.
    """
    said = environment.get("COLUMNS", "")
    if said.isdecimal() and int(said) > 0:
        return int(said)
    if not stream.isatty():
        return None
    try:
        return os.get_terminal_size(stream.fileno()).columns or _COLUMNS
    except OSError:  # not a terminal after all, or one of unknown size
        return _COLUMNS

"""The base of all output formats, and the report that they write.

Defining a subclass of `Format` in a module `NAME_format.py` of `migration_lint.formats`
registers it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable
from typing import ClassVar

from migration_lint.diagnostic import Diagnostic, Severity
from migration_lint.named_tuple import NamedTuple
from migration_lint.terminal import Style

REGISTRY: dict[str, type[Format]] = {}


class Report(NamedTuple):
    """Everything a format may want to show.

    Attributes:
        diagnostics: In the one order of diagnostics.
        problems: The files that could not be read.
        phase: The phase whose severities hold.
        checked: How many files were looked at.
        source_line: The text of a line of a file; empty where it cannot be had.
        root: The project root.
        statistics: Whether the user wants the counts by rule instead of the list.
        burn_down: The plot of the findings over the project's history, as SVG.
        style: How text may be dressed up for where it goes.
    """

    diagnostics: tuple[Diagnostic, ...]
    problems: tuple[str, ...]
    phase: int
    checked: int
    source_line: Callable[[str, int], str]
    root: str
    statistics: bool = False
    burn_down: str = ""
    style: Style = Style()

    @property
    def new(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that the baseline does not know."""
        return tuple(one for one in self.diagnostics if one.status == "new")

    @property
    def known(self) -> int:
        """How many diagnostics the baseline knows."""
        return len(self.diagnostics) - len(self.new)

    def count(self, severity: Severity) -> int:
        """The number of new diagnostics of a severity."""
        return sum(one.severity is severity for one in self.new)

    def by_rule(self) -> list[tuple[str, str, int]]:
        """Code, name and number of the diagnostics, the most frequent first."""
        counts = Counter((one.code, one.name) for one in self.diagnostics)
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return [(code, name, count) for (code, name), count in ranked]


class Format(ABC):
    """Writes a report in one format."""

    name: ClassVar[str]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        REGISTRY[cls.name] = cls

    @abstractmethod
    def render(self, report: Report) -> str:
        """The report as text, with a line break at its end; empty for nothing to say."""

"""The engine reports that the gate was given, each read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from migration_lint.report import Report, load_report


@dataclass(frozen=True)
class Shelf:
    """Report files, in the order they were named."""

    paths: tuple[Path, ...] = ()

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The reports, checked.

        Raises:
            ReportError: One of them cannot be used; a damaged one is never passed over.
        """
        return tuple(load_report(path) for path in self.paths)

"""The engine reports that the gate was given, each read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path

from migration_lint.report import Report, ReportError, load_report
from migration_lint.report.model import Run

_ROUNDING = 1.0  # seconds: the start is written without fractions


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

    def covers(self, time: datetime | None) -> bool:
        """Whether one of the runs was under way at that time.

        What a suite leaves in logs and mission folders while it runs is no evidence of the
        product. A report that cannot be read is found out elsewhere.
        """
        try:
            runs = [report.run for report in self.reports]
        except ReportError:
            return False
        return time is not None and any(
            run.started_at <= time <= ended_at(run, _ROUNDING) for run in runs
        )


def ended_at(run: Run, more: float = 0.0) -> datetime:
    """When a run ended, and `more` seconds; the end of time where its figures lead beyond that."""
    try:
        return run.started_at + timedelta(seconds=max(0.0, run.duration) + more)
    except OverflowError:
        return datetime.max.replace(tzinfo=timezone.utc)

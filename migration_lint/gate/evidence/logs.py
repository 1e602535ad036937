"""Log files, with each record attributed to an engine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from migration_lint.gate.evidence.attribution import Attribution, attribution_of
from migration_lint.gate.evidence.base import Evidence, NoEvidenceError, Provenance, Reader, Request
from migration_lint.gate.evidence.files import matching, text_of
from migration_lint.gate.evidence.log_records import LogRecord, records
from migration_lint.gate.evidence.times import CLOCK_SLACK, LOCAL_SLACK
from migration_lint.gate.words import count


@dataclass(frozen=True)
class LogEntry:
    """One record with the engine it is of: its own text says so, or the last announcement did.

    Attributes:
        announced: The engine that the record says is in use from now on; None for most records.
    """

    record: LogRecord
    engine: str | None
    source: str
    announced: str | None = None

    @property
    def place(self) -> str:
        """Where it stands, with the first line of its text."""
        return f"{self.source}:{self.record.line}: {self.record.text.splitlines()[0]}"


@dataclass(frozen=True)
class Logs:
    """The records in the window."""

    entries: tuple[LogEntry, ...]
    files: int

    def of(self, engine: str | None) -> tuple[LogEntry, ...]:
        """The records of one engine; of None those that no engine could be named for."""
        return tuple(entry for entry in self.entries if entry.engine == engine)

    def errors(self, engine: str | None) -> tuple[LogEntry, ...]:
        """The records at ERROR or above of one engine."""
        return tuple(entry for entry in self.of(engine) if entry.record.is_error)


class LogReader(Reader[Logs]):
    """The log files of the product."""

    name = "logs"
    command = "migration-lint gate --log GLOB"

    def read(self, request: Request) -> Evidence[Logs]:
        """The records of the last days.

        Raises:
            NoEvidenceError: No file matches, one is damaged or no log, or no record is recent.
        """
        paths = matching(request.project.root, request.logs)
        if not paths:
            raise NoEvidenceError(f"no log file matches {', '.join(request.logs) or 'nothing'}")
        attribution = attribution_of(request.project)
        entries = [entry for path in paths for entry in _entries(path, request, attribution)]
        window = timedelta(days=request.project.settings.gate.window_days)
        recent = tuple(
            one for one in entries if (_time(one) or request.now) >= request.now - window
        )
        if not recent:
            days = count(request.project.settings.gate.window_days, "day")
            raise NoEvidenceError(f"{_names(paths, request)}: no record of the last {days}")
        if all(request.shelf.covers(one.record.time) for one in recent):
            names = _names(paths, request)
            raise NoEvidenceError(f"{names}: every record was written while the tests ran")
        return Evidence(Logs(recent, len(paths)), _provenance(recent, paths, request))


def _entries(path: Path, request: Request, attribution: Attribution) -> list[LogEntry]:
    shown = request.shown(path)
    text = text_of(path, shown)
    found: list[LogEntry] = []
    in_use: str | None = None
    for record in records(text):
        announced = attribution.announced(record.text)
        in_use = announced or in_use
        engine = attribution.engine_of(record.text) or in_use
        found.append(LogEntry(record, engine, shown, announced))
    if text.strip() and not any(entry.record.level for entry in found):
        raise NoEvidenceError(f"{shown}: no line is a log record with a level")
    return found


def _time(entry: LogEntry) -> datetime | None:
    return entry.record.time


def _names(paths: tuple[Path, ...], request: Request) -> str:
    names = [request.shown(path) for path in paths]
    return ", ".join(names) if len(names) <= 3 else f"{names[0]} and {len(names) - 1} more"


def _provenance(
    entries: tuple[LogEntry, ...], paths: tuple[Path, ...], request: Request
) -> Provenance:
    timed = [entry.record for entry in entries if entry.record.time is not None]
    newest = max(timed, key=lambda one: one.time or request.now, default=None)
    zoned = newest is not None and newest.zoned
    modified = max(path.stat().st_mtime for path in paths)
    return Provenance(
        source=_names(paths, request),
        gathered=newest.time if newest else datetime.fromtimestamp(modified).astimezone(),
        keeps_hours=request.project.settings.gate.window_days * 24.0,
        clock_slack=CLOCK_SLACK if zoned else LOCAL_SLACK,
    )

"""The verdicts of earlier gate runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from migration_lint.gate.evidence.base import Evidence, NoEvidenceError, Provenance, Reader, Request
from migration_lint.gate.evidence.files import text_of
from migration_lint.gate.evidence.times import parse_time
from migration_lint.gate.history import PastVerdict, parse_line


@dataclass(frozen=True)
class VerdictHistory:
    """Earlier verdicts with their times, oldest first, and the time of the question."""

    verdicts: tuple[tuple[datetime, PastVerdict], ...]
    now: datetime


class HistoryReader(Reader[VerdictHistory]):
    """The file that `gate --record` adds to."""

    name = "verdict history"
    command = "migration-lint gate --record  (every day)"

    def read(self, request: Request) -> Evidence[VerdictHistory]:
        """The verdicts, which must be in the order of their times.

        Raises:
            NoEvidenceError: There is no history, or it is damaged.
        """
        path = request.history
        if path is None or not path.is_file():
            shown = "no file" if path is None else request.shown(path)
            raise NoEvidenceError(f"{shown}: no verdict was recorded yet")
        shown = request.shown(path)
        verdicts = []
        for number, line in enumerate(text_of(path, shown).splitlines(), 1):
            try:
                past = parse_line(line)
            except ValueError:
                raise NoEvidenceError(f"{shown}:{number}: damaged: no verdict") from None
            verdicts.append((_time(past, f"{shown}:{number}"), past))
        if not verdicts:
            raise NoEvidenceError(f"{shown}: empty: no verdict was recorded yet")
        times = [time for time, _ in verdicts]
        if times != sorted(times):
            raise NoEvidenceError(f"{shown}: contradicts itself: a later line has an earlier time")
        keeps = request.project.settings.gate.window_days * 24.0
        return Evidence(
            VerdictHistory(tuple(verdicts), request.now),
            Provenance(shown, gathered=times[-1], keeps_hours=keeps),
        )


def _time(past: PastVerdict, place: str) -> datetime:
    time = parse_time(past.decided)
    if time is None:
        raise NoEvidenceError(f"{place}: damaged: it has no time")
    return time

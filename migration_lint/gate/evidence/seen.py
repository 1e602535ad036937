"""What the plugin saw within single tests: events, protocol calls, errors logged.

The plugin leaves these as JSON values; what is not of the shape it writes is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from migration_lint.report import Report, Result, Test


@dataclass(frozen=True)
class SeenEvent:
    """One event that an engine emitted, under its common name."""

    stage: str
    name: str

    def __str__(self) -> str:
        return f"{self.name} in stage {self.stage}" if self.stage else self.name


def events_of(result: Result) -> tuple[SeenEvent, ...]:
    """The events of one test on one engine, in order."""
    return tuple(
        SeenEvent(str(one.get("stage") or ""), str(one.get("event") or ""))
        for one in _entries(result, "events")
    )


def durations_of(result: Result, method: str) -> tuple[float, ...]:
    """How long the calls of one protocol method took in one test, in seconds."""
    return tuple(
        float(one["duration"])
        for one in _entries(result, "calls")
        if one.get("method") == method and isinstance(one.get("duration"), (int, float))
    )


def errors_of(result: Result) -> tuple[str, ...]:
    """The records at ERROR or above that were logged in one test, in order."""
    return tuple(str(one.get("message", "")) for one in _entries(result, "logs"))


def compared(report: Report, control: str, candidate: str) -> Iterator[tuple[Test, Result, Result]]:
    """The tests that exercised both engines, with both halves."""
    for test in report.tests:
        halves = test.engines.get(control), test.engines.get(candidate)
        if halves[0] and halves[1] and halves[0].exercised and halves[1].exercised:
            yield test, halves[0], halves[1]


def _entries(result: Result, kind: str) -> Iterator[Mapping[str, Any]]:
    seen = result.evidence.get(kind, ())
    yield from (one for one in seen if isinstance(one, Mapping))

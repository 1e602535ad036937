"""Read what the plugin recorded in single tests: events, protocol calls, logged errors.

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
        for one in _entries(result, "events", "emitted")
    )


def durations_of(result: Result, engine: str, method: str) -> tuple[float, ...]:
    """How long the calls of one protocol method of an engine took in one test, in seconds."""
    return tuple(
        float(one["duration"])
        for one in _entries(result, "calls", "made")
        if one.get("method") == method
        and one.get("engine") == engine
        and isinstance(one.get("duration"), (int, float))
    )


def errors_of(result: Result) -> tuple[str, ...]:
    """The records at ERROR or above that were logged in one test, in order."""
    return tuple(str(one.get("message", "")) for one in _entries(result, "logs", "logged"))


def handoffs_of(result: Result) -> tuple[tuple[str, str], ...]:
    """The engines between which a mission was handed over in one test: from, to."""
    return tuple(
        (str(one["from"]), str(one["to"]))
        for one in _entries(result, "rehearsals", "rehearsed")
        if "from" in one and "to" in one
    )


def is_rehearsal(result: Result) -> bool:
    """Whether the test ran both engines on purpose."""
    return any(True for _ in _entries(result, "rehearsals", "rehearsed"))


def is_its_own(result: Result) -> bool:
    """Whether the test ran the engine it is counted for and no other one.

    What a pinned test emits or logs may be the other engine's.
    """
    return result.exercised is True and not result.pinned


def compared(report: Report, control: str, candidate: str) -> Iterator[tuple[Test, Result, Result]]:
    """The tests that ran one engine and then the other, with both halves."""
    for test in report.tests:
        halves = test.engines.get(control), test.engines.get(candidate)
        if halves[0] and halves[1] and is_its_own(halves[0]) and is_its_own(halves[1]):
            yield test, halves[0], halves[1]


def _entries(result: Result, kind: str, key: str) -> Iterator[Mapping[str, Any]]:
    seen = result.evidence.get(kind)
    entries = seen.get(key) if isinstance(seen, Mapping) else None
    if isinstance(entries, list):
        yield from (one for one in entries if isinstance(one, Mapping))

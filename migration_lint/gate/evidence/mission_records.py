"""One mission's record: its outcome and its engine, from the JSON that AtlasForge writes.

Known are the mission state (`mission.json`: `current_stage`, `halted_due_to_drift`), the final
report (`*_report.json`: `completed_at` without a stage), the report of a halt (`*_drift_halt.json`:
`status`) and the `final_stage` that the queue scheduler reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from migration_lint.gate.evidence.times import has_zone, parse_time
from migration_lint.project import Settings

MissionOutcome = Literal["completed", "failed", "halted", "running", "unknown"]
Record = Mapping[str, Any]

_COMPLETED = {"complete", "completed", "mission_complete", "success", "succeeded", "done"}
_FAILED = {
    *("fail", "failed", "failure", "mission_failed", "error", "errored", "crashed", "timeout"),
    *("timed_out", "abort", "aborted", "cancelled", "canceled", "terminated", "killed"),
}
_RUNNING = {"running", "in_progress", "active", "pending", "queued", "paused", "started", "new"}
_TRUTH_KEYS = ("success", "succeeded", "completed", "ok")
_OUTCOME_KEYS = ("status", "final_status", "final_stage", "outcome", "result")
_END_KEYS = ("completed_at", "halted_at", "failed_at", "ended_at", "finished_at", "last_updated")
_ENGINE_KEYS = ("engine", "engine_name", "engine_type")


@dataclass(frozen=True)
class Mission:
    """The mission of one record.

    Attributes:
        engine: The configured engine that ran it; None where the record does not say.
        forced: Whether it was put back on the control by `force_legacy_engine`.
        ended: When it ended, or was last written; None where no time could be read.
        zoned: Whether that time names its zone.
        cause: The record's own words for how it ended.
    """

    id: str
    outcome: MissionOutcome
    engine: str | None
    forced: bool
    ended: datetime | None
    zoned: bool
    cause: str
    source: str

    @property
    def is_final(self) -> bool:
        """Whether the mission has ended."""
        return self.outcome in ("completed", "failed", "halted")


def mission_of(record: Record, source: str, settings: Settings) -> Mission | None:
    """The mission that a parsed JSON object records; None where it records none."""
    identity = record.get("mission_id", record.get("id"))
    if not isinstance(identity, str) or not identity.strip():
        return None
    outcome, cause = _outcome(record)
    stamp = next((one for one in _stamps(record) if parse_time(one)), None)
    said = str(record.get("force_legacy_engine", ""))  # what a product takes for true counts
    forced = settings.flag_values.truth(said) is True
    engine = settings.control if forced else _engine(record, settings)
    ended = parse_time(stamp)
    return Mission(identity, outcome, engine, forced, ended, has_zone(stamp), cause, source)


def _stamps(record: Record) -> list[Any]:
    """What may tell when the mission ended, the best first, the end of its history last."""
    history = record.get("history")
    entries = history if isinstance(history, list) else []
    newest = [entry.get("timestamp") for entry in entries[-1:] if isinstance(entry, dict)]
    return [record.get(key) for key in _END_KEYS] + newest


def _outcome(record: Record) -> tuple[MissionOutcome, str]:
    if any(value is True for key, value in record.items() if str(key).startswith("halted_due_to")):
        return "halted", "halted"
    for key in _TRUTH_KEYS:
        if record.get(key) is False and _has_ended(record):
            return "failed", f"{key}: false"
    for key in _OUTCOME_KEYS:
        if isinstance(record.get(key), str):
            return _from_word(record[key]), record[key]
    stage = record.get("current_stage")
    if isinstance(stage, str):
        outcome = _from_word(stage)
        return ("running" if outcome == "unknown" else outcome), stage
    if isinstance(record.get("completed_at"), str):
        return "completed", "completed"
    return "unknown", ""


def _has_ended(record: Record) -> bool:
    """Whether it says when it ended: before that, no success is no failure yet."""
    return any(isinstance(record.get(key), str) for key in _END_KEYS[:-1])


def _from_word(word: str) -> MissionOutcome:
    plain = word.strip().lower().replace(" ", "_").replace("-", "_")
    if plain.startswith("halted"):
        return "halted"
    for words, outcome in ((_COMPLETED, "completed"), (_FAILED, "failed"), (_RUNNING, "running")):
        if plain in words:
            return outcome  # type: ignore[return-value]  # the words above are outcomes
    return "unknown"


def _engine(record: Record, settings: Settings) -> str | None:
    for key in _ENGINE_KEYS:
        named = record.get(key)
        if isinstance(named, str):
            return _named(named, settings)
    flag = record.get(settings.flag, record.get(settings.flag.lower()))
    truth = settings.flag_values.truth(str(flag)) if isinstance(flag, (str, bool)) else None
    return (
        {True: settings.candidate, False: settings.control}.get(truth)
        if truth is not None
        else None
    )


def _named(name: str, settings: Settings) -> str | None:
    """The engine of that name, or the only one whose controller is called so."""
    plain = name.strip().lower()
    names = {engine.lower(): engine for engine in settings.engines}
    classes = [
        engine
        for engine, one in settings.engines.items()
        if plain and (one.controller or "").partition(":")[2].lower() == plain
    ]
    return names.get(plain) or (classes[0] if len(classes) == 1 else None)

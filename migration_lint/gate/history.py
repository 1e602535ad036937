"""Earlier verdicts: one JSON object a line, appended by `--record`."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from migration_lint.gate.result import GateResult

HISTORY_SCHEMA = 1
ROLLBACK_CRITERIA = ("no-forced-rollback", "no-forced-mission")


@dataclass(frozen=True)
class PastVerdict:
    """One line of the history.

    Attributes:
        decided: ISO 8601 with its zone.
        forced: The criteria on forced rollbacks that failed then.
        findings: What the linter found that is more than a note; None where it did not look.
    """

    schema: int
    decided: str
    phase: int
    verdict: str
    commit: str | None
    forced: tuple[str, ...]
    findings: int | None = None


def remember(result: GateResult, history: Path) -> None:
    """Add an answer to the history; the file is replaced, never left half written."""
    forced = [
        criterion.id
        for criterion in result.criteria
        if criterion.id in ROLLBACK_CRITERIA and criterion.judgement.status == "fail"
    ]
    past = PastVerdict(
        HISTORY_SCHEMA,
        result.decided.isoformat(timespec="seconds"),
        result.phase,
        result.verdict,
        result.revision.commit,
        tuple(forced),
        result.overview.findings,
    )
    before = history.read_bytes() if history.exists() else b""
    aside = history.with_name(f"{history.name}.{os.getpid()}.tmp")
    aside.write_bytes(before + json.dumps(asdict(past)).encode() + b"\n")
    aside.replace(history)


def parse_line(line: str) -> PastVerdict:
    """The verdict in one line.

    Raises:
        ValueError: It is damaged.
    """
    record: Any = json.loads(line)
    try:
        past = PastVerdict(**{**record, "forced": tuple(record["forced"])})
    except (TypeError, KeyError):
        raise ValueError("not a verdict") from None
    if not _is_whole(past):
        raise ValueError("not a verdict")
    return past


def _is_whole(past: PastVerdict) -> bool:
    """Whether every value is of its kind; `True` is no number here."""
    numbers = [past.phase] if past.findings is None else [past.phase, past.findings]
    return (
        past.schema == HISTORY_SCHEMA
        and all(type(one) is int and one >= 0 for one in numbers)
        and all(isinstance(one, str) for one in past.forced)
    )

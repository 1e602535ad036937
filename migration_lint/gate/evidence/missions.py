"""Mission records, one mission each, however many files tell of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from migration_lint.gate.evidence.base import Evidence, NoEvidenceError, Provenance, Reader, Request
from migration_lint.gate.evidence.files import matching, text_of
from migration_lint.gate.evidence.mission_records import Mission, mission_of
from migration_lint.gate.evidence.times import CLOCK_SLACK, LOCAL_SLACK
from migration_lint.gate.words import count

_PLACEHOLDER = "default"  # AtlasForge's id of a mission that was not set


@dataclass(frozen=True)
class Missions:
    """The missions in the window, by id."""

    missions: tuple[Mission, ...]

    def ended(self, engine: str | None = None) -> tuple[Mission, ...]:
        """The missions that came to an end, of one engine or of all."""
        return tuple(one for one in self.missions if one.is_final and engine in (None, one.engine))

    @property
    def undecided(self) -> tuple[Mission, ...]:
        """The missions whose records do not say how they stand."""
        return tuple(one for one in self.missions if one.outcome == "unknown")

    @property
    def unattributed(self) -> tuple[Mission, ...]:
        """The ended missions whose records do not name their engine."""
        return tuple(one for one in self.ended() if one.engine is None)


class MissionReader(Reader[Missions]):
    """The mission records of the product."""

    name = "mission records"
    command = "migration-lint gate --missions GLOB"

    def read(self, request: Request) -> Evidence[Missions]:
        """The missions of the last days.

        Raises:
            NoEvidenceError: No file matches, one is damaged, two contradict each other, or no
                mission is recent.
        """
        paths = matching(request.project.root, request.missions)
        if not paths:
            raise NoEvidenceError(f"no file matches {', '.join(request.missions) or 'nothing'}")
        told = [one for path in paths for one in _of_file(path, request)]
        merged = [one for one in _merged(told) if not _is_of_a_test(one, request)]
        window = timedelta(days=request.project.settings.gate.window_days)
        recent = tuple(one for one in merged if (one.ended or request.now) >= request.now - window)
        if not any(one.ended for one in recent):
            days = count(request.project.settings.gate.window_days, "day")
            raise NoEvidenceError(f"{count(len(paths), 'file')}: no mission of the last {days}")
        return Evidence(Missions(recent), _provenance(recent, paths, request))


def _is_of_a_test(mission: Mission, request: Request) -> bool:
    """Whether it completed while a suite ran; one that failed then counts all the same."""
    return mission.outcome == "completed" and request.shelf.covers(mission.ended)


def _of_file(path: Path, request: Request) -> list[Mission]:
    shown = request.shown(path)
    try:
        document = json.loads(text_of(path, shown))
    except (json.JSONDecodeError, RecursionError):
        raise NoEvidenceError(f"{shown}: damaged: not JSON") from None
    found = []
    for record in _records(document):
        mission = mission_of(record, shown, request.project.settings)
        if mission is None:
            raise NoEvidenceError(f"{shown}: no mission record: `mission_id` is missing")
        found.append(mission)
    if not found:
        raise NoEvidenceError(f"{shown}: empty: it records no mission")
    return [one for one in found if one.id != _PLACEHOLDER or one.outcome in ("failed", "halted")]


def _records(document: Any) -> Iterator[dict[str, Any]]:
    if isinstance(document, dict) and isinstance(document.get("missions"), list):
        document = document["missions"]
    members = document if isinstance(document, list) else [document]
    yield from (member if isinstance(member, dict) else {} for member in members)


def _merged(told: list[Mission]) -> Iterator[Mission]:
    """One mission per id; an end that a record tells of outweighs one that does not."""
    by_id: dict[str, list[Mission]] = {}
    for mission in told:
        by_id.setdefault(mission.id, []).append(mission)
    for one, accounts in sorted(by_id.items()):
        _refuse_contradiction(one, accounts)
        best = max(accounts, key=lambda account: (account.is_final, account.outcome != "unknown"))
        engines = [account.engine for account in accounts if account.engine]
        forced = any(account.forced for account in accounts)
        yield replace(best, engine=engines[0] if engines else None, forced=forced)


def _refuse_contradiction(one: str, accounts: list[Mission]) -> None:
    for attribute in ("outcome", "engine"):
        said = {
            getattr(account, attribute): account.source
            for account in accounts
            if (account.is_final if attribute == "outcome" else account.engine)
        }
        if len(said) > 1:
            told = ", ".join(f"{value} in {source}" for value, source in sorted(said.items()))
            raise NoEvidenceError(f"mission {one}: records contradict each other: {told}")


def _provenance(
    missions: tuple[Mission, ...], paths: tuple[Path, ...], request: Request
) -> Provenance:
    newest = max(
        (one for one in missions if one.ended),
        key=lambda one: one.ended or request.now,
        default=None,
    )
    zoned = newest is not None and newest.zoned
    return Provenance(
        source=request.shown(paths[0]) + (f" and {len(paths) - 1} more" if len(paths) > 1 else ""),
        gathered=newest.ended if newest else None,
        keeps_hours=request.project.settings.gate.window_days * 24.0,
        clock_slack=CLOCK_SLACK if zoned else LOCAL_SLACK,
    )

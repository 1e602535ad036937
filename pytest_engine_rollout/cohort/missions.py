"""The missions that an audit asks about."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pytest_engine_rollout.cohort.calling import Mission

COUNT = 2000  # enough to tell a share to about 4 percentage points at 99.9 %
_BEGUN = "2020-01-01T00:00:00+00:00"


class MissionsError(Exception):
    """The file of missions cannot be used; the message says why."""


def made_up() -> list[Mission]:
    """New missions with ids of AtlasForge's kind, the same ones every time."""
    return [
        new_mission(f"mission_{hashlib.sha256(b'%d' % n).hexdigest()[:8]}") for n in range(COUNT)
    ]


def new_mission(mission_id: str) -> Mission:
    """The record of a mission that has not begun."""
    return {"mission_id": mission_id, "force_legacy_engine": False, "in_progress": False}


def forced(mission: Mission) -> Mission:
    """The same mission, forced onto the control as the plan's rollback does."""
    return {**mission, "force_legacy_engine": True}


def begun(mission: Mission, control: str) -> Mission:
    """The same mission, begun long ago on the control and not finished."""
    return {
        **mission,
        "created_at": _BEGUN,
        "current_stage": "BUILDING",
        "status": "in_progress",
        "in_progress": True,
        "in_progress_on": control,
        "engine": control,
        "history": [{"timestamp": _BEGUN, "stage": "PLANNING", "event": "Mission started"}],
    }


def from_file(path: Path) -> list[Mission]:
    """The missions in a file: one id a line, or a JSON list of ids or records.

    Raises:
        MissionsError: The file cannot be read or holds no mission.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise MissionsError(f"{path}: cannot be read: {problem}") from None
    listed = _json_list(text, path) if text.lstrip().startswith("[") else text.split()
    missions = {one["mission_id"]: one for one in (_mission(entry, path) for entry in listed)}
    if not missions:
        raise MissionsError(f"{path}: holds no mission; give one id a line, or a JSON list")
    return list(missions.values())


def _json_list(text: str, path: Path) -> list[Any]:
    try:
        listed: list[Any] = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        raise MissionsError(f"{path}: is not JSON; give one id a line, or a JSON list") from None
    return listed


def _mission(entry: Any, path: Path) -> Mission:
    if isinstance(entry, str) and entry:
        return new_mission(entry)
    if isinstance(entry, dict) and isinstance(entry.get("mission_id"), str):
        return {**new_mission(entry["mission_id"]), **entry}
    raise MissionsError(f"{path}: {ascii(entry)[:60]} is no mission: `mission_id` is missing")

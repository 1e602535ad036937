"""Make the gate's request from the configuration and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from migration_lint.gate.evidence.base import Request
from migration_lint.gate.evidence.shelf import Shelf
from migration_lint.project import Project
from migration_lint.project.digest import configuration_digest
from migration_lint.project.revision import revision_of


@dataclass(frozen=True)
class Asked:
    """The options of the command line; what they leave out comes from the configuration.

    Paths and globs here are relative to the current folder, configured ones to the root.
    """

    phase: int | None = None
    reports: Sequence[str] = ()
    logs: Sequence[str] = ()
    missions: Sequence[str] = ()
    coverage: str | None = None
    cohort: str | None = None
    history: str | None = None


def make_request(project: Project, asked: Asked, now: datetime) -> Request:
    """The request, with the state of the tree as it is now."""
    gate, root, here = project.settings.gate, project.root, Path.cwd()
    reports = [here / one for one in asked.reports] or [root / one for one in gate.reports]
    return Request(
        project,
        asked.phase or project.settings.phase,
        now,
        revision_of(root),
        configuration_digest(project.settings),
        Shelf(tuple(reports)),
        logs=tuple(str(here / one) for one in asked.logs) or gate.logs,
        missions=tuple(str(here / one) for one in asked.missions) or gate.missions,
        coverage=here / asked.coverage if asked.coverage else root / gate.coverage,
        cohort=here / asked.cohort if asked.cohort else root / gate.cohort,
        history=here / asked.history if asked.history else root / gate.history,
    )

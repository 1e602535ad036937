"""The base of all readers of evidence, and what they give to criteria."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar, Generic, TypeVar

from migration_lint.gate.evidence.shelf import Shelf
from migration_lint.project import Project
from migration_lint.project.revision import Revision

E = TypeVar("E")


class NoEvidenceError(Exception):
    """There is nothing usable to judge; the text says what is missing or damaged, and where."""


@dataclass(frozen=True)
class Provenance:
    """Where evidence comes from; what a source cannot say is None and is not checked.

    Attributes:
        source: The file or files, relative to the root where they are under it.
        gathered: When it was gathered, aware; for records, the time of the newest.
        commit: The commit it was gathered on.
        dirty: Whether the tree differed from the commit.
        digest: The digest of the configuration it was gathered under.
        complete: Whether the run that gathered it came to its end with nothing lost.
        gaps: What is missing from an incomplete run, in words.
        deselected: How many tests were collected and left out of the run.
        bound_to_commit: Whether it is worthless without a commit, as test results are.
        keeps_hours: How long it counts, where that is not the gate's `max-age-hours`.
        versions: Versions of what gathered it, by name.
        clock_slack: Seconds that its clock may run ahead of ours.
    """

    source: str
    gathered: datetime | None = None
    commit: str | None = None
    dirty: bool | None = None
    digest: str | None = None
    complete: bool | None = None
    gaps: tuple[str, ...] = ()
    deselected: int | None = None
    bound_to_commit: bool = False
    keeps_hours: float | None = None
    versions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    clock_slack: float = 300.0


@dataclass(frozen=True)
class Evidence(Generic[E]):
    """A value read, with its provenance."""

    value: E
    provenance: Provenance


@dataclass(frozen=True)
class Request:
    """What the gate was asked, and the state of the tree that it is asked about.

    Attributes:
        project: The project with its settings.
        phase: The phase whose end is gated.
        now: The time of the question, aware.
        revision: The commit and state of the working tree.
        digest: The digest of the configuration in force.
        shelf: The dual-run reports.
        logs: Globs of log files.
        missions: Globs of mission records.
        coverage: The coverage data file.
        cohort: The report of the rollout function audit.
        history: The file of earlier verdicts.
    """

    project: Project
    phase: int
    now: datetime
    revision: Revision
    digest: str
    shelf: Shelf
    logs: tuple[str, ...] = ()
    missions: tuple[str, ...] = ()
    coverage: Path | None = None
    cohort: Path | None = None
    history: Path | None = None

    def shown(self, path: Path) -> str:
        """A path as it is shown, with `/`: from the root if it is in it or that is shorter."""
        full = path.resolve()
        if full.is_relative_to(self.project.root):
            return full.relative_to(self.project.root).as_posix()
        names = [os.path.normpath(path)]
        with suppress(ValueError):  # on another drive
            names.append(os.path.relpath(full, self.project.root))
        return Path(min(names, key=len)).as_posix()


class Reader(ABC, Generic[E]):
    """Reads one kind of evidence.

    Attributes:
        name: How outputs call the kind of evidence.
        command: The command that gathers it, or that takes it from where the product leaves it.
    """

    name: ClassVar[str]
    command: ClassVar[str]

    @abstractmethod
    def read(self, request: Request) -> Evidence[E]:
        """The evidence.

        Raises:
            NoEvidenceError: There is none, it is empty, or it is damaged.
        """

"""The gate's answer: plain frozen values, ready to be shown in any format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from migration_lint.gate.evidence.base import Provenance
from migration_lint.gate.judgement import Judgement
from migration_lint.gate.overview import Overview
from migration_lint.project.revision import Revision

GateVerdict = Literal["ready", "not_ready", "inconclusive"]
Standing = Literal["counts", "dry-run", "waived"]

SCHEMA_VERSION = 1


@dataclass(frozen=True)
class WaiverRecord:
    """A waiver as it stands on the day of the answer.

    Attributes:
        days_left: Whole days that it still holds; negative once it has expired.
        needed: Whether the criterion would hold the gate up without it.
    """

    owner: str
    reason: str
    expires: date
    days_left: int
    needed: bool

    @property
    def expired(self) -> bool:
        """Whether it no longer holds."""
        return self.days_left < 0


@dataclass(frozen=True)
class CriterionResult:
    """One criterion with its judgement and where that comes from."""

    id: str
    title: str
    phases: tuple[int, ...]
    sentence: str
    limit: str
    judgement: Judgement
    standing: Standing
    source: str
    command: str
    waiver: WaiverRecord | None = None

    @property
    def blocks(self) -> bool:
        """Whether it keeps the gate from being ready."""
        return self.standing == "counts" and self.judgement.status != "pass"


@dataclass(frozen=True)
class EvidenceRecord:
    """One kind of evidence as it was found.

    Attributes:
        refused: Why it was not used; empty where it was.
    """

    name: str
    provenance: Provenance | None
    refused: tuple[str, ...]


@dataclass(frozen=True)
class GateResult:
    """The answer for the end of one phase."""

    phase: int
    verdict: GateVerdict
    reason: str
    criteria: tuple[CriterionResult, ...]
    evidence: tuple[EvidenceRecord, ...]
    revision: Revision
    digest: str
    decided: datetime
    tool_version: str
    control: str
    candidate: str
    overview: Overview = Overview()

    @property
    def blocking(self) -> tuple[CriterionResult, ...]:
        """The criteria that keep the gate from being ready; failed ones first."""
        order = ("fail", "not_run", "inconclusive")
        blocks = [criterion for criterion in self.criteria if criterion.blocks]
        return tuple(sorted(blocks, key=lambda one: order.index(one.judgement.status)))

    @property
    def others(self) -> tuple[CriterionResult, ...]:
        """The criteria that do not block, in their own order."""
        return tuple(criterion for criterion in self.criteria if not criterion.blocks)

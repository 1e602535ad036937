"""The gate's answer as the document that `--format json` and the history hold."""

from __future__ import annotations

from typing import Any

from migration_lint.gate.evidence.base import Provenance
from migration_lint.gate.result import (
    SCHEMA_VERSION,
    CriterionResult,
    EvidenceRecord,
    GateResult,
    WaiverRecord,
)


def document_of(result: GateResult) -> dict[str, Any]:
    """Everything about an answer; the schema explains each key."""
    return {
        "schema": SCHEMA_VERSION,
        "tool": {"name": "migration-lint", "version": result.tool_version},
        "verdict": result.verdict,
        "reason": result.reason,
        "phase": result.phase,
        "decided": result.decided.isoformat(),
        "control": result.control,
        "candidate": result.candidate,
        "commit": result.revision.commit,
        "dirty": result.revision.dirty,
        "configuration_digest": result.digest,
        "blocking": [criterion.id for criterion in result.blocking],
        "criteria": [_criterion(criterion) for criterion in result.criteria],
        "evidence": [_evidence(record) for record in result.evidence],
    }


def _criterion(criterion: CriterionResult) -> dict[str, Any]:
    judgement = criterion.judgement
    return {
        "id": criterion.id,
        "title": criterion.title,
        "phases": list(criterion.phases),
        "sentence": criterion.sentence,
        "status": judgement.status,
        "standing": criterion.standing,
        "measured": judgement.measured,
        "limit": criterion.limit,
        "details": list(judgement.details),
        "remedy": judgement.remedy,
        "source": criterion.source,
        "command": criterion.command,
        "waiver": None if criterion.waiver is None else _waiver(criterion.waiver),
    }


def _waiver(waiver: WaiverRecord) -> dict[str, Any]:
    return {
        "owner": waiver.owner,
        "reason": waiver.reason,
        "expires": waiver.expires.isoformat(),
        "days_left": waiver.days_left,
        "expired": waiver.expired,
        "needed": waiver.needed,
    }


def _evidence(record: EvidenceRecord) -> dict[str, Any]:
    return {
        "name": record.name,
        "used": not record.refused,
        "refused": list(record.refused),
        "provenance": None if record.provenance is None else _provenance(record.provenance),
    }


def _provenance(provenance: Provenance) -> dict[str, Any]:
    gathered = provenance.gathered
    return {
        "source": provenance.source,
        "gathered": None if gathered is None else gathered.isoformat(),
        "commit": provenance.commit,
        "dirty": provenance.dirty,
        "configuration_digest": provenance.digest,
        "complete": provenance.complete,
        "gaps": list(provenance.gaps),
        "deselected": provenance.deselected,
        "versions": dict(sorted(provenance.versions.items())),
    }

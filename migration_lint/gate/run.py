"""Gather the evidence and judge every criterion of a phase by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from migration_lint import __version__
from migration_lint.gate.criterion import Case, Criterion
from migration_lint.gate.evidence.base import Evidence, NoEvidenceError, Reader, Request
from migration_lint.gate.evidence.dual_run import DualRun
from migration_lint.gate.evidence.lint_result import LintReader
from migration_lint.gate.judgement import Judgement, not_run
from migration_lint.gate.overview import Overview, overview_of
from migration_lint.gate.policy import Policy
from migration_lint.gate.provenance import refusals
from migration_lint.gate.result import (
    CriterionResult,
    EvidenceRecord,
    GateResult,
    Standing,
    WaiverRecord,
)
from migration_lint.gate.verdict import decide

Gathered = (
    Evidence[Any] | EvidenceRecord
)  # usable evidence, or the record of what was wrong with it


def run_gate(
    request: Request, policy: Policy, criteria: Mapping[str, type[Criterion[Any]]]
) -> GateResult:
    """The answer for the end of `request.phase`."""
    chosen = [one for one in criteria.values() if request.phase in one.phases]
    found = _gather(request, chosen)
    results = tuple(_judge(one, found[one.reader], request, policy) for one in chosen)
    verdict, reason = decide(results)
    settings = request.project.settings
    return GateResult(
        request.phase,
        verdict,
        reason,
        results,
        tuple(_records(found)),
        request.revision,
        request.digest,
        request.now,
        __version__,
        settings.control,
        settings.candidate,
        _overview(found, request),
    )


def _overview(found: Mapping[type[Reader[Any]], Gathered], request: Request) -> Overview:
    """What the dashboard shows beside the criteria, of whatever evidence was usable."""
    kinds: tuple[type[Reader[Any]], ...] = (DualRun, LintReader)
    usable = [found[one] if one in found else _read(one(), request) for one in kinds]
    return overview_of(*(one.value if isinstance(one, Evidence) else None for one in usable))


def _gather(
    request: Request, criteria: list[type[Criterion[Any]]]
) -> dict[type[Reader[Any]], Gathered]:
    readers = dict.fromkeys(criterion.reader for criterion in criteria)
    return {reader: _read(reader(), request) for reader in readers}


def _read(reader: Reader[Any], request: Request) -> Gathered:
    try:
        evidence = reader.read(request)
    except NoEvidenceError as problem:
        return EvidenceRecord(reader.name, None, (str(problem),))
    reasons = refusals(evidence.provenance, request)
    if reasons:
        return EvidenceRecord(reader.name, evidence.provenance, reasons)
    return evidence


def _records(found: Mapping[type[Reader[Any]], Gathered]) -> Iterator[EvidenceRecord]:
    for reader, evidence in found.items():
        if isinstance(evidence, EvidenceRecord):
            yield evidence
        else:
            yield EvidenceRecord(reader.name, evidence.provenance, ())


def _judge(
    kind: type[Criterion[Any]], found: Gathered, request: Request, policy: Policy
) -> CriterionResult:
    limit = policy.limit(kind)
    judgement = _judgement(kind, found, Case(request.project, request.phase, limit))
    waiver = _waiver_record(kind, judgement, request, policy)
    provenance = found.provenance
    return CriterionResult(
        kind.id,
        kind.title,
        kind.phases,
        "; ".join(kind.plan(request.project.settings)),
        _limit_words(kind, limit),
        judgement,
        _standing(kind, waiver, policy),
        kind.reader.name if provenance is None else provenance.source,
        kind.reader.command,
        waiver,
    )


def _limit_words(kind: type[Criterion[Any]], limit: float) -> str:
    """The limit in force; beside one that was configured, the default."""
    threshold = kind.threshold
    if threshold is None:
        return kind.limit
    default = (
        "" if limit == threshold.default else f"; default: {threshold.shown(threshold.default)}"
    )
    return threshold.shown(limit) + default


def _standing(kind: type[Criterion[Any]], waiver: WaiverRecord | None, policy: Policy) -> Standing:
    if policy.is_dry_run(kind):
        return "dry-run"
    return "waived" if waiver and waiver.needed and not waiver.expired else "counts"


def _judgement(kind: type[Criterion[Any]], found: Gathered, case: Case) -> Judgement:
    command = kind.reader.command
    if isinstance(found, Evidence):
        return kind().judge(found.value, case)
    if found.provenance is None:
        return not_run("; ".join(found.refused), command=command)
    return not_run(f"{found.name} refused: {'; '.join(found.refused)}", command=command)


def _waiver_record(
    kind: type[Criterion[Any]], judgement: Judgement, request: Request, policy: Policy
) -> WaiverRecord | None:
    waiver = policy.waiver(kind)
    if waiver is None or waiver.expires is None:
        return None
    today = request.now.date()
    return WaiverRecord(
        waiver.owner,
        waiver.reason,
        waiver.expires,
        (waiver.expires - today).days,
        needed=judgement.status != "pass",
    )

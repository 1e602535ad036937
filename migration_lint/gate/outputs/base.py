"""The base of all outputs of the gate, and the words that all of them use.

Defining a subclass of `Output` in a module `NAME_output.py` of `migration_lint.gate.outputs`
registers it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from migration_lint.gate.evidence.base import Provenance
from migration_lint.gate.judgement import Judgement
from migration_lint.gate.provenance import short, show_age
from migration_lint.gate.result import CriterionResult, EvidenceRecord, GateResult, WaiverRecord

REGISTRY: dict[str, type[Output]] = {}

VERDICTS = {"ready": "READY", "not_ready": "NOT READY", "inconclusive": "INCONCLUSIVE"}
STATUSES = {"pass": "pass", "fail": "FAIL", "inconclusive": "inconclusive", "not_run": "not run"}


class Output(ABC):
    """Shows the gate's answer in one format; text of the project is escaped for it."""

    name: ClassVar[str]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        REGISTRY[cls.name] = cls

    @abstractmethod
    def render(self, result: GateResult) -> str:
        """The answer as text, with a line break at its end."""


def headline(result: GateResult) -> str:
    """The verdict in one line: `NOT READY: phase 1, legacy to modular`."""
    engines = f"{result.control} to {result.candidate}"
    return f"{VERDICTS[result.verdict]}: end of phase {result.phase}, {engines}"


def tree(result: GateResult) -> str:
    """The tree that the answer is about."""
    revision = result.revision
    if revision.commit is None:
        return "no git repository"
    return f"commit {short(revision.commit)}{', dirty' if revision.dirty else ''}"


def decided(result: GateResult) -> str:
    """When the answer was given."""
    return result.decided.strftime("%Y-%m-%d %H:%M:%S %z")


def waiver_words(waiver: WaiverRecord) -> str:
    """Who waived what, until when, and how that stands."""
    if waiver.expired:
        standing = f"expired on {waiver.expires}"
    elif not waiver.needed:
        standing = f"until {waiver.expires}, no longer needed: remove it"
    else:
        days = "today is its last day" if not waiver.days_left else f"{waiver.days_left} days left"
        standing = f"until {waiver.expires}, {days}"
    return f"waiver of {waiver.owner}, {standing}: {waiver.reason}"


def standing_words(criterion: CriterionResult) -> str:
    """Why a criterion does not count; empty where it does."""
    return {"counts": "", "dry-run": "dry run", "waived": "waived"}[criterion.standing]


def first_details(judgement: Judgement, most: int) -> tuple[str, ...]:
    """That many details, and how many more there are; the JSON has all of them."""
    more = len(judgement.details) - most
    rest = (f"... and {more} more (all of them: --format json)",) if more > 0 else ()
    return (*judgement.details[:most], *rest)


def evidence_words(record: EvidenceRecord, result: GateResult) -> str:
    """What is known of a piece of evidence, or why it was not used."""
    known = "" if record.provenance is None else provenance_words(record.provenance, result)
    if not record.refused:
        return known
    why = "; ".join(record.refused)
    return f"{known}; REFUSED: {why}" if known else f"none: {why}"


def provenance_words(provenance: Provenance, result: GateResult) -> str:
    """Where evidence comes from, its age and its commit."""
    parts = [provenance.source]
    if provenance.gathered is not None:
        age = result.decided - provenance.gathered
        parts.append(f"{show_age(age)} old" if age.total_seconds() >= 0 else "from the future")
    if provenance.commit is not None:
        parts.append(f"commit {short(provenance.commit)}{', dirty' if provenance.dirty else ''}")
    return ", ".join(parts)

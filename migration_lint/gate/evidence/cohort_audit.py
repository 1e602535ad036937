"""The audit of the rollout function, as `python -m pytest_engine_rollout.cohort` leaves it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from migration_lint.gate.evidence.base import Evidence, NoEvidenceError, Provenance, Reader, Request
from migration_lint.gate.evidence.files import text_of
from migration_lint.gate.evidence.times import parse_time

_SCHEMA = 1
_STATUSES = ("pass", "fail", "not_measured")
_KINDS: Mapping[str, Any] = {
    "commit": (str, type(None)),
    "dirty": (bool, type(None)),
    "configuration_digest": str,
}


@dataclass(frozen=True)
class CohortCheck:
    """One promise of the function."""

    id: str
    promise: str
    status: str
    measured: str
    details: tuple[str, ...]


@dataclass(frozen=True)
class CohortAudit:
    """The audit of one function."""

    function: str
    missions: int
    checks: tuple[CohortCheck, ...]


class CohortReader(Reader[CohortAudit]):
    """The file that the audit writes."""

    name = "rollout function audit"
    command = (
        "python -m pytest_engine_rollout.cohort MODULE:FUNCTION --percent 0,50,100 "
        "--output engine-cohort.json"
    )

    def read(self, request: Request) -> Evidence[CohortAudit]:
        """The audit.

        Raises:
            NoEvidenceError: There is none, or it is damaged.
        """
        path = request.cohort
        if path is None or not path.is_file():
            shown = "no file" if path is None else request.shown(path)
            raise NoEvidenceError(f"{shown}: no such file")
        shown = request.shown(path)
        try:
            document = json.loads(text_of(path, shown))
            return Evidence(_audit(document), _provenance(document, shown))
        except (ValueError, KeyError, TypeError, RecursionError):
            raise NoEvidenceError(f"{shown}: damaged: no audit of a rollout function") from None


def _audit(document: Mapping[str, Any]) -> CohortAudit:
    if document["schema"] != _SCHEMA or not document["checks"]:
        raise ValueError
    checks = tuple(
        CohortCheck(**{**check, "details": tuple(check["details"])}) for check in document["checks"]
    )
    if any(check.status not in _STATUSES for check in checks):
        raise ValueError
    return CohortAudit(str(document["function"]), int(document["missions"]), checks)


def _provenance(document: Mapping[str, Any], shown: str) -> Provenance:
    for key, kinds in _KINDS.items():
        if not isinstance(document[key], kinds):
            raise TypeError
    return Provenance(
        shown,
        gathered=parse_time(document["gathered"]),
        commit=document["commit"],
        dirty=document["dirty"],
        digest=document["configuration_digest"],
        bound_to_commit=True,
        versions={"plugin": str(document["tool"]["version"])},
    )

"""The reader that all evidence from an engine report goes through."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import ClassVar

from migration_lint.gate.evidence.base import Evidence, NoEvidenceError, Provenance, Reader, Request
from migration_lint.gate.evidence.contradictions import contradictions, disagreements
from migration_lint.gate.evidence.shelf import ended_at
from migration_lint.report import Report, ReportError

COMMAND = "pytest --engines=both --engine-report=engine-report.json"


class EngineReportReader(Reader[Report]):
    """Chooses the newest report that holds what a subclass looks for.

    Attributes:
        lacking: What to say of reports that do not hold it.
    """

    lacking: ClassVar[str]

    @abstractmethod
    def holds(self, report: Report, request: Request) -> bool:
        """Whether the report has what this reader is for."""

    def read(self, request: Request) -> Evidence[Report]:
        """The newest report that holds it.

        Raises:
            NoEvidenceError: No report holds it, one is damaged or contradicts itself, or two of the
                same commit and configuration contradict each other.
        """
        try:
            reports = request.shelf.reports
        except ReportError as problem:
            raise NoEvidenceError(_relative(str(problem), request)) from None
        usable = [report for report in reports if self.holds(report, request)]
        if not usable:
            names = ", ".join(request.shown(path) for path in request.shelf.paths)
            raise NoEvidenceError(f"{names or 'no report was named'}: {self.lacking}")
        newest = max(usable, key=lambda report: report.run.started_at)
        wrong = contradictions(newest, request.project.settings)
        if wrong:
            source = request.shown(Path(newest.source))
            raise NoEvidenceError(f"{source} contradicts itself: {'; '.join(wrong)}")
        for other in usable:
            if differing := disagreements(newest, other):
                names = " and ".join(request.shown(Path(one.source)) for one in (newest, other))
                raise NoEvidenceError(
                    f"{names} contradict each other: {'; '.join(differing)}; run again, or name "
                    "one of them"
                )
        return Evidence(newest, provenance_of(newest, request))


def _relative(message: str, request: Request) -> str:
    """The message with the report files named as the gate names them."""
    for path in request.shelf.paths:
        message = message.replace(str(path), request.shown(path))
    return message


def provenance_of(report: Report, request: Request) -> Provenance:
    """Where and when the run of a report was made."""
    run = report.run
    return Provenance(
        source=request.shown(Path(report.source)),
        gathered=ended_at(run),
        commit=run.commit,
        dirty=run.dirty,
        digest=run.configuration.digest,
        complete=run.complete,
        gaps=tuple(reason.message for reason in run.reasons),
        deselected=run.deselected,
        bound_to_commit=True,
        versions=run.versions,
    )

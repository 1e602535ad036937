"""The dual run's timings."""

from __future__ import annotations

from migration_lint.gate.evidence.base import Request
from migration_lint.gate.evidence.engine_report import EngineReportReader
from migration_lint.report import Report


class PerformanceRun(EngineReportReader):
    """A report with a performance section."""

    name = "performance"
    command = "pytest --engines=both --engine-repeat=5 --engine-report=engine-report.json"
    lacking = "no report with timings of both engines"

    def holds(self, report: Report, request: Request) -> bool:
        """Whether anything was timed."""
        return report.performance is not None

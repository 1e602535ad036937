"""The sabotage run: which tests notice a method that raises."""

from __future__ import annotations

from migration_lint.gate.evidence.base import Request
from migration_lint.gate.evidence.engine_report import EngineReportReader
from migration_lint.report import Report


class SabotageRun(EngineReportReader):
    """A report with a sabotage section."""

    name = "sabotage run"
    command = "pytest --engines=both --engine-sabotage --engine-report=engine-report.json"
    lacking = "no report of a sabotage run"

    def holds(self, report: Report, request: Request) -> bool:
        """Whether any method was sabotaged."""
        return bool(report.sabotage)

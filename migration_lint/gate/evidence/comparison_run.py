"""The dual run's observations, compared between the engines."""

from __future__ import annotations

from migration_lint.gate.evidence.base import Request
from migration_lint.gate.evidence.engine_report import COMMAND, EngineReportReader
from migration_lint.report import Report


class ComparisonRun(EngineReportReader):
    """A report in which observations were compared."""

    name = "comparisons"
    command = COMMAND
    lacking = "no report in which anything was compared"

    def holds(self, report: Report, request: Request) -> bool:
        """Whether anything was compared."""
        totals = report.comparison_totals
        return bool(totals.matched or totals.mismatched or totals.ignored)

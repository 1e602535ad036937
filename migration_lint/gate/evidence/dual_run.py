"""The dual run: every test on both engines."""

from __future__ import annotations

from migration_lint.gate.evidence.base import Request
from migration_lint.gate.evidence.engine_report import COMMAND, EngineReportReader
from migration_lint.report import Report


class DualRun(EngineReportReader):
    """A report of a run on control and candidate."""

    name = "dual run"
    command = COMMAND
    lacking = "no report of a run on both engines"

    def holds(self, report: Report, request: Request) -> bool:
        """Whether both engines were asked for."""
        settings = request.project.settings
        return {settings.control, settings.candidate} <= set(report.run.asked)

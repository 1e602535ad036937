"""Engine reports: the file that the pytest plugin writes, read and merged without the plugin."""

from __future__ import annotations

from migration_lint.report.load import ReportError, load_report
from migration_lint.report.model import Report, Result, Test

__all__ = ["Report", "ReportError", "Result", "Test", "load_report"]

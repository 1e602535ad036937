"""`--format gitlab`: a Code Quality report for merge requests."""

from __future__ import annotations

import json

from migration_lint.diagnostic import Severity
from migration_lint.formats.base import Format, Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


class GitlabFormat(Format):
    """All diagnostics, known ones too: the service itself shows what a branch adds."""

    name = "gitlab"

    def render(self, report: Report) -> str:
        """A JSON list of issues, those for unreadable files last."""
        issues = [
            {
                "description": one.message,
                "check_name": f"{one.code} {one.name}",
                "fingerprint": one.fingerprint,
                "severity": _SEVERITIES[one.severity],
                "location": {
                    "path": one.path,
                    "lines": {"begin": one.span.line, "end": one.span.end_line},
                },
            }
            for one in report.diagnostics
        ]
        issues += [
            {
                "description": problem,
                "check_name": "unreadable",
                "fingerprint": f"unreadable {problem}",
                "severity": "blocker",
                "location": {"path": problem.partition(":")[0], "lines": {"begin": 1, "end": 1}},
            }
            for problem in report.problems
        ]
        return json.dumps(issues, indent=2) + "\n"

"""`--format json`: all diagnostics, for programs."""

from __future__ import annotations

import json
from typing import Any

from migration_lint import __version__
from migration_lint.diagnostic import Diagnostic, Severity, Span
from migration_lint.formats.base import Format, Report

SCHEMA = 1


class JsonFormat(Format):
    """One JSON document; its schema is `schemas/lint-report.schema.json`."""

    name = "json"

    def render(self, report: Report) -> str:
        """All diagnostics, known ones too, and the summary."""
        document = {
            "schema": SCHEMA,
            "tool": {"name": "migration-lint", "version": __version__},
            "diagnostics": [_entry(one) for one in report.diagnostics],
            "problems": list(report.problems),
            "summary": _summary(report),
        }
        return json.dumps(document, indent=2) + "\n"


def _entry(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.label,
        "path": diagnostic.path,
        **_place(diagnostic.span),
        "message": diagnostic.message,
        "symbol": diagnostic.symbol,
        "scope": diagnostic.scope,
        "status": diagnostic.status,
        "fingerprint": diagnostic.fingerprint,
        "fix": diagnostic.fixable,
        "related": [
            {"path": step.path, **_place(step.span), "message": step.message}
            for step in diagnostic.steps
        ],
    }


def _place(span: Span) -> dict[str, int]:
    return {
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _summary(report: Report) -> dict[str, Any]:
    return {
        "phase": report.phase,
        "files": report.checked,
        "total": len(report.diagnostics),
        "new": len(report.new),
        "known": report.known,
        **{severity.label: report.count(severity) for severity in Severity},
        "by_rule": {code: count for code, _, count in sorted(report.by_rule())},
    }

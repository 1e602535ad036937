"""`--format sarif`: SARIF 2.1.0, for code scanning services."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from migration_lint import __version__
from migration_lint.diagnostic import Diagnostic, Severity, Span
from migration_lint.formats.base import Format, Report
from migration_lint.rule_page import as_markdown, as_text, sections, summary
from migration_lint.rules import all_rules
from migration_lint.rules.base import Rule

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_FINGERPRINT = "migrationLint/v1"


class SarifFormat(Format):
    """One run, with the rules that were met, fingerprints, and whether each result is new."""

    name = "sarif"

    def render(self, report: Report) -> str:
        """All diagnostics, known ones as `unchanged`."""
        codes = sorted({one.code for one in report.diagnostics})
        rules = all_rules()
        run = {
            "tool": {
                "driver": {
                    "name": "migration-lint",
                    "semanticVersion": __version__,
                    "rules": [_descriptor(rules[code], report.phase) for code in codes],
                }
            },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {"ROOT": {"uri": f"{Path(report.root).as_uri()}/"}},
            "invocations": [_invocation(report)],
            "results": [_result(one, codes.index(one.code)) for one in report.diagnostics],
        }
        document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
        return json.dumps(document, indent=2) + "\n"


def _descriptor(rule: type[Rule], phase: int) -> dict[str, Any]:
    why = sections(rule).get("Why it matters here", summary(rule))
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": summary(rule)},
        "fullDescription": {"text": why},
        "help": {"text": as_text(rule), "markdown": as_markdown(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severities[phase]]},
    }


def _invocation(report: Report) -> dict[str, Any]:
    return {
        "executionSuccessful": not report.problems,
        "toolExecutionNotifications": [
            {"level": "error", "message": {"text": problem}} for problem in report.problems
        ],
    }


def _result(diagnostic: Diagnostic, rule_index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": diagnostic.message},
        "locations": [_location(diagnostic.path, diagnostic.span, diagnostic.scope)],
        "partialFingerprints": {_FINGERPRINT: diagnostic.fingerprint},
        "baselineState": "new" if diagnostic.status == "new" else "unchanged",
    }
    if diagnostic.steps:
        result["codeFlows"] = [{"threadFlows": [{"locations": _flow(diagnostic)}]}]
    return result


def _flow(diagnostic: Diagnostic) -> list[dict[str, Any]]:
    """The places on the object's way, with the diagnostic itself as the last one."""
    places = [(step.path, step.span, step.message) for step in diagnostic.steps]
    places.append((diagnostic.path, diagnostic.span, diagnostic.message))
    return [
        {"location": {**_location(path, span), "message": {"text": message}}}
        for path, span, message in places
    ]


def _location(path: str, span: Span, scope: str = "") -> dict[str, Any]:
    uri = quote(path, safe="/", errors="surrogateescape")
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": uri, "uriBaseId": "ROOT"},
            "region": {
                "startLine": span.line,
                "startColumn": span.column,
                "endLine": span.end_line,
                "endColumn": span.end_column,
            },
        }
    }
    if scope:
        location["logicalLocations"] = [{"fullyQualifiedName": scope}]
    return location

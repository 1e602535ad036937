"""`--format github`: annotations on the lines of a pull request."""

from __future__ import annotations

from migration_lint.diagnostic import Diagnostic, Severity
from migration_lint.escaping import github_message, github_property
from migration_lint.formats.base import Format, Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


class GithubFormat(Format):
    """One workflow command for each new diagnostic and each unreadable file."""

    name = "github"

    def render(self, report: Report) -> str:
        """The commands, in the order of diagnostics."""
        lines = [f"::error title=migration-lint::{github_message(one)}" for one in report.problems]
        return "".join(f"{line}\n" for line in [*lines, *map(_command, report.new)])


def _command(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    properties = {
        "title": f"{diagnostic.code} {diagnostic.name}",
        "file": diagnostic.path,
        "line": str(span.line),
        "endLine": str(span.end_line),
    }
    if span.line == span.end_line:  # the service takes columns within one line only
        properties |= {"col": str(span.column), "endColumn": str(span.end_column)}
    listed = ",".join(f"{name}={github_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{github_message(diagnostic.message)}"

"""`--format text`: one line for each diagnostic, as compilers and editors know it."""

from __future__ import annotations

from migration_lint.cache.known import summed_up
from migration_lint.diagnostic import Diagnostic, Severity
from migration_lint.escaping import one_line
from migration_lint.formats.base import Format, Report
from migration_lint.terminal import Style


class TextFormat(Format):
    """`path:line:column: CODE message`, the summary last."""

    name = "text"

    def render(self, report: Report) -> str:
        """The new diagnostics and the summary."""
        lines = (
            statistics(report)
            if report.statistics
            else [_line(one, report.style) for one in report.new]
        )
        return "".join(f"{line}\n" for line in [*lines, summary(report)])


def _line(diagnostic: Diagnostic, style: Style) -> str:
    span = diagnostic.span
    place = style.bold(f"{one_line(diagnostic.path)}:{span.line}:{span.column}")
    code = style.severe(_code(diagnostic), diagnostic.severity)
    return f"{place}: {code} {one_line(diagnostic.message)}"


def _code(diagnostic: Diagnostic) -> str:
    note = "" if diagnostic.severity is Severity.ERROR else f" {diagnostic.severity.label}:"
    return f"{diagnostic.code}{note}"


def row_of(diagnostic: Diagnostic) -> list[object]:
    """The row of a diagnostic, as `migration_lint.cache.known` keeps it."""
    return [
        diagnostic.path,
        diagnostic.span.line,
        diagnostic.span.column,
        diagnostic.severity.label,
        diagnostic.status == "new",
        one_line(diagnostic.path),
        f"{_code(diagnostic)} {one_line(diagnostic.message)}",
    ]


def statistics(report: Report) -> list[str]:
    """The counts by rule, aligned."""
    rows = report.by_rule()
    width = max((len(str(count)) for _, _, count in rows), default=0)
    return [f"{count:>{width}}  {code}  {name}" for code, name, count in rows]


def summary(report: Report) -> str:
    """The summary: `Found 3 errors and 1 note in 7 files, phase 1, 12 known.`."""
    counts = {one.label: report.count(one) for one in sorted(Severity, reverse=True)}
    return summed_up(counts, report.checked, report.phase, report.known)

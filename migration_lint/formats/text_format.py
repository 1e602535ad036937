"""`--format text`: one line for each diagnostic, as compilers and editors know it."""

from __future__ import annotations

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
    note = "" if diagnostic.severity is Severity.ERROR else f" {diagnostic.severity.label}:"
    place = style.bold(f"{one_line(diagnostic.path)}:{span.line}:{span.column}")
    code = style.severe(f"{diagnostic.code}{note}", diagnostic.severity)
    return f"{place}: {code} {one_line(diagnostic.message)}"


def statistics(report: Report) -> list[str]:
    """The counts by rule, aligned."""
    rows = report.by_rule()
    width = max((len(str(count)) for _, _, count in rows), default=0)
    return [f"{count:>{width}}  {code}  {name}" for code, name, count in rows]


def summary(report: Report) -> str:
    """What there is, as `Found 3 errors and 1 note in 7 files, phase 1, 12 known.`."""
    counted = [
        f"{count} {severity.label}{'s' if count > 1 else ''}"
        for severity in sorted(Severity, reverse=True)
        if (count := report.count(severity))
    ]
    files = f"{report.checked} file{'' if report.checked == 1 else 's'}"
    known = f", {report.known} known" if report.known else ""
    if not counted:
        return f"Nothing found in {files}, phase {report.phase}{known}."
    *most, last = counted
    listed = f"{', '.join(most)} and {last}" if most else last
    return f"Found {listed} in {files}, phase {report.phase}{known}."

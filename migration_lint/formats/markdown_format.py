"""`--format markdown`: for a job summary or a comment on a pull request."""

from __future__ import annotations

from migration_lint.diagnostic import Diagnostic
from migration_lint.escaping import markdown
from migration_lint.formats.base import Format, Report
from migration_lint.formats.text_format import summary


class MarkdownFormat(Format):
    """A heading, the counts by rule, and a table of what is new."""

    name = "markdown"

    def render(self, report: Report) -> str:
        """The page; tables without rows are left out."""
        parts = [f"## Migration lint, phase {report.phase}\n\n{summary(report)}\n"]
        if report.problems:
            parts.append("".join(f"- **not read:** {markdown(one)}\n" for one in report.problems))
        if report.diagnostics:
            parts.append(_counts(report))
        if report.new and not report.statistics:
            parts.append(_table(report.new))
        return "\n".join(parts)


def _counts(report: Report) -> str:
    rows = "".join(f"| {code} | {name} | {count} |\n" for code, name, count in report.by_rule())
    return f"| code | rule | findings |\n|---|---|--:|\n{rows}"


def _table(diagnostics: tuple[Diagnostic, ...]) -> str:
    rows = "".join(
        f"| {markdown(one.path)}:{one.span.line} | {one.severity.label} {one.code} "
        f"| {markdown(one.message)} |\n"
        for one in diagnostics
    )
    return f"| place | code | message |\n|---|---|---|\n{rows}"

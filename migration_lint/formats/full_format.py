"""`--format full`: each diagnostic with its source, the way that led there, and what to do."""

from __future__ import annotations

from pathlib import Path

from migration_lint.diagnostic import Diagnostic, Span
from migration_lint.escaping import one_line
from migration_lint.files.source_lines import around
from migration_lint.formats.base import Format, Report
from migration_lint.formats.text_format import statistics, summary
from migration_lint.rule_page import sections
from migration_lint.rules import all_rules

_TAB = 4


class FullFormat(Format):
    """The source line with the place underlined, why it matters, what to use instead."""

    name = "full"

    def render(self, report: Report) -> str:
        """One block for each new diagnostic; why and what to use instead once for each rule."""
        blocks = statistics(report) if report.statistics else []
        if not report.statistics:
            explained: set[str] = set()
            for diagnostic in report.new:
                blocks.append(_block(diagnostic, report))
                if diagnostic.code not in explained:
                    blocks.append(_explanation(diagnostic.code, report))
                    explained.add(diagnostic.code)
        return "".join(f"{block}\n" for block in [*blocks, summary(report)])


def _block(diagnostic: Diagnostic, report: Report) -> str:
    style, span = report.style, diagnostic.span
    place = f"{one_line(diagnostic.path)}:{span.line}:{span.column}"
    target = f"file://{Path(report.root, diagnostic.path).as_posix()}"
    code = style.severe(f"{diagnostic.severity.label} {diagnostic.code}", diagnostic.severity)
    head = f"{style.link(style.bold(place), one_line(target))}: {code}"
    lines = [
        f"{head} {one_line(diagnostic.message)}",
        *_excerpt(diagnostic.path, span, "^", report),
    ]
    for step in diagnostic.steps:
        at = f"{one_line(step.path)}:{step.span.line}:{step.span.column}"
        lines.append(f"  {style.faint(at)} {one_line(step.message)}")
        lines += _excerpt(step.path, step.span, "-", report)
    return "\n".join(lines) + "\n"


def _excerpt(path: str, span: Span, mark: str, report: Report) -> list[str]:
    """The line that a span begins on, its part of the span underlined."""
    text = report.source_line(path, span.line)
    if not text.strip():
        return []
    end = span.end_column if span.end_line == span.line else len(text) + 1
    before, marked, behind = around(text, span.column - 1, max(end, span.column + 1) - 1)
    shown = f"{before}{marked}{behind}"
    underline = " " * _width(before) + mark * max(_width(marked), 1)
    gutter = " " * len(str(span.line))
    return [
        f"{gutter} |",
        f"{span.line} | {one_line(shown.expandtabs(_TAB))}",
        f"{gutter} | {report.style.paint(underline, '1;31')}",
    ]


def _width(text: str) -> int:
    """How many columns of a terminal the text takes in an excerpt."""
    from unicodedata import combining, east_asian_width  # noqa: PLC0415 - only this format needs it

    shown = one_line(text.expandtabs(_TAB))
    return sum(0 if combining(one) else 2 if east_asian_width(one) in "WF" else 1 for one in shown)


def _explanation(code: str, report: Report) -> str:
    page = sections(all_rules()[code])
    lines: list[str] = []
    for heading in ("Why it matters here", "Use instead"):
        if heading in page:
            lines.append(report.style.faint(f"  {heading}:"))
            lines += [f"    {line}".rstrip() for line in page[heading].splitlines()]
    return "\n".join(lines) + "\n"

"""`--format html`: one page that needs nothing else, with the burn-down where git has a history."""

from __future__ import annotations

from itertools import groupby

from migration_lint import __version__
from migration_lint.diagnostic import Diagnostic
from migration_lint.escaping import html
from migration_lint.files.source_lines import around
from migration_lint.formats.base import Format, Report
from migration_lint.formats.text_format import summary

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --mark: #fff3a3; --error: #c62828; --warning: #b26a00; --note: #1565c0; }
@media (prefers-color-scheme: dark) { :root { --mark: #5a4b00; --error: #ff8177; --warning: #ffb74d; --note: #7db0ff; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
td, th { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
.number { text-align: right; } code, pre { font: 13px/1.5 ui-monospace, monospace; }
.short { overflow-wrap: normal; width: 1%; } ol { padding-left: 1.2rem; }
pre { margin: .2rem 0; white-space: pre-wrap; }
mark { background: var(--mark); color: inherit; text-decoration: underline wavy; }
.error { color: var(--error); } .warning { color: var(--warning); } .note { color: var(--note); }
.known { opacity: .6; } details { margin: .4rem 0; }
.plot { overflow-x: auto; } svg { width: 100%; min-width: 36rem; height: auto; }
"""  # noqa: E501 - a style sheet


class HtmlFormat(Format):
    """Counts by rule, the burn-down, and every diagnostic with its source, by file."""

    name = "html"

    def render(self, report: Report) -> str:
        """The page."""
        title = f"Migration lint, phase {report.phase}"
        problems = "".join(f'<p class="error">{html(one)}</p>\n' for one in report.problems)
        files = "".join(
            _file(path, list(found), report)
            for path, found in groupby(report.diagnostics, lambda one: one.path)
        )
        return (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
            f"<h1>{title}</h1>\n<p>{html(summary(report))}</p>\n{problems}"
            f'<div class="plot">{report.burn_down}</div>\n'
            f"{_counts(report)}{files}"
            f"<footer>migration-lint {__version__}</footer>\n</body>\n</html>\n"
        )


def _counts(report: Report) -> str:
    rows = "".join(
        f"<tr><td><code>{code}</code></td><td>{html(name)}</td>"
        f'<td class="number">{count}</td></tr>\n'
        for code, name, count in report.by_rule()
    )
    head = '<tr><th>code</th><th>rule</th><th class="number">findings</th></tr>'
    return f"<table>\n{head}\n{rows}</table>\n"


def _file(path: str, diagnostics: list[Diagnostic], report: Report) -> str:
    rows = "".join(_row(one, report) for one in diagnostics)
    return (
        f"<details open><summary><code>{html(path)}</code> ({len(diagnostics)})</summary>\n"
        f"<table>\n{rows}</table></details>\n"
    )


def _row(diagnostic: Diagnostic, report: Report) -> str:
    severity, span = diagnostic.severity.label, diagnostic.span
    steps = "".join(
        f"<li><code>{html(step.path)}:{step.span.line}</code> {html(step.message)}</li>"
        for step in diagnostic.steps
    )
    return (
        f'<tr class="{diagnostic.status}">'
        f'<td class="short"><code>{span.line}:{span.column}</code></td>'
        f'<td class="short {severity}">{severity} <code>{diagnostic.code}</code></td>'
        f"<td>{html(diagnostic.message)}{_source(diagnostic, report)}"
        f"{f'<ol>{steps}</ol>' if steps else ''}</td>"
        f'<td class="short">{diagnostic.status}</td></tr>\n'
    )


def _source(diagnostic: Diagnostic, report: Report) -> str:
    span = diagnostic.span
    text = report.source_line(diagnostic.path, span.line)
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(text)
    before, marked, behind = around(text, start, end)
    shown = f"{html(before.lstrip())}<mark>{html(marked)}</mark>{html(behind)}"
    return f"<pre>{shown}</pre>" if text else ""

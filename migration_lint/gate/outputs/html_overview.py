"""The parts of the HTML page beside the criteria: dual run, linter, burn-down."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from migration_lint.escaping import one_line
from migration_lint.gate.overview import Overview
from migration_lint.gate.result import GateResult
from migration_lint.gate.words import percent


def overview_sections(result: GateResult) -> Iterator[str]:
    """The sections there is evidence for."""
    overview = result.overview
    if overview.engines:
        yield f"<section><h2>Dual run</h2>{_engines(overview)}{_parity(overview)}</section>"
    if overview.findings is not None:
        yield f"<section><h2>Linter ({overview.findings})</h2>{_rules(overview)}</section>"
    if overview.burn_down:
        yield f"<section><h2>Burn-down</h2>{_wide(overview.burn_down)}</section>"


def _wide(content: str) -> str:
    return f'<div class="wide">{content}</div>'


def _row(cells: list[str], tag: str = "td") -> str:
    first, *others = cells
    numbers = "".join(f'<{tag} class="number">{escape(one_line(cell))}</{tag}>' for cell in others)
    return f"<tr><th>{escape(one_line(first))}</th>{numbers}</tr>"


def _engines(overview: Overview) -> str:
    head = ["engine", "tests", "passed", "failed", "skipped", "pass rate", "exercised", "time"]
    rows = [_row(head, "th")]
    for name, totals in overview.engines.items():
        rate = "" if totals.pass_rate is None else percent(totals.pass_rate)
        exercised = "not watched" if totals.exercised is None else str(totals.exercised)
        failed = totals.failed + totals.errors
        figures = [totals.tests, totals.passed, failed, totals.skipped]
        rows.append(_row([name, *map(str, figures), rate, exercised, f"{totals.time:.2f} s"]))
    return _wide(f"<table>{''.join(rows)}</table>")


def _parity(overview: Overview) -> str:
    parity = overview.parity
    if parity is None:
        return ""
    return (
        f"<p>{parity.matched} of {parity.pairs} pairs matched, of which "
        f"{parity.matched_exercised} ran both engines; {parity.regressions} regressions, "
        f"{parity.improvements} improvements, {parity.shared_failures} shared failures, "
        f"{parity.one_sided} one-sided</p>"
    )


def _rules(overview: Overview) -> str:
    rows = "".join(_row([rule, str(number)]) for rule, number in overview.by_rule)
    return f"<table>{rows}</table>" if rows else "<p>Nothing found.</p>"

"""The parts of the HTML page beside the criteria: dual run, linter, burn-down."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from migration_lint.escaping import one_line
from migration_lint.gate.overview import Overview
from migration_lint.gate.result import GateResult
from migration_lint.gate.words import percent

_WIDTH, _HEIGHT, _MARGIN = 900, 220, 36  # of the burn-down, in SVG units


def overview_sections(result: GateResult) -> Iterator[str]:
    """The sections there is evidence for."""
    overview = result.overview
    if overview.engines:
        yield f"<section><h2>Dual run</h2>{_engines(overview)}{_parity(overview)}</section>"
    if overview.findings is not None:
        yield f"<section><h2>Linter ({overview.findings})</h2>{_rules(overview)}</section>"
    if len(overview.burn_down) > 1:
        yield f"<section><h2>Burn-down</h2>{_burn_down(overview)}</section>"


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
        rows.append(_row([name, *map(str, figures), rate, exercised, f"{totals.time:.1f} s"]))
    return f"<table>{''.join(rows)}</table>"


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


def _burn_down(overview: Overview) -> str:
    """Findings over time, to scale in both directions, from zero up."""
    points = overview.burn_down
    start, end = points[0][0].timestamp(), points[-1][0].timestamp()
    most = max(1, *(number for _, number in points))
    wide, high = _WIDTH - 2 * _MARGIN, _HEIGHT - 2 * _MARGIN
    places = [
        (
            _MARGIN + wide * (time.timestamp() - start) / max(1.0, end - start),
            _HEIGHT - _MARGIN - high * number / most,
        )
        for time, number in points
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    x, y = places[-1]
    floor = _HEIGHT - _MARGIN
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="findings over time">'
        f'<line x1="{_MARGIN}" y1="{floor}" x2="{_WIDTH - _MARGIN}" y2="{floor}"/>'
        f'<polyline points="{line}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
        f'<text x="{_MARGIN}" y="{_MARGIN - 12}">{most} findings</text>'
        f'<text x="{_MARGIN}" y="{_HEIGHT - 12}">{points[0][0].date()}</text>'
        f'<text x="{_WIDTH - _MARGIN}" y="{_HEIGHT - 12}" text-anchor="end">'
        f"{points[-1][0].date()}: {points[-1][1]}</text></svg>"
    )

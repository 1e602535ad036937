"""The burn-down as a picture: a sparkline for a terminal, SVG for a page."""

from __future__ import annotations

from collections.abc import Sequence

from migration_lint.escaping import html
from migration_lint.history.changes import by_rule
from migration_lint.history.timeline import Point

_BARS = "▁▂▃▄▅▆▇█"
_COLUMNS = 60
_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 720, 240, 40, 24
_COLOURS = (
    "#4e79a7", "#f28e2b", "#e15759", "#76b7b2", "#59a14f",
    "#edc948", "#b07aa1", "#ff9da7", "#9c755f", "#bab0ac",
)  # fmt: skip


def sparkline(counts: Sequence[int]) -> str:
    """The counts as a line of bars, the latest of each column; empty for none."""
    if not counts:
        return ""
    columns = min(_COLUMNS, len(counts))
    shown = [counts[(column + 1) * len(counts) // columns - 1] for column in range(columns)]
    top = max(*shown, 1)
    return "".join(_BARS[round(count / top * (len(_BARS) - 1))] for count in shown)


def svg(points: Sequence[Point]) -> str:
    """The counts by rule over the commits, one band above the other; empty for no points."""
    if not points:
        return ""
    counts = [by_rule(point) for point in points]
    codes = sorted({code for count in counts for code in count})
    top = max((sum(count.values()) for count in counts), default=0) or 1
    bands, base = [], [0] * len(points)
    for position, code in enumerate(codes):
        upper = [low + count.get(code, 0) for low, count in zip(base, counts, strict=True)]
        colour = _COLOURS[position % len(_COLOURS)]
        outline = [*_corners(upper, top), *reversed(_corners(base, top))]
        bands.append(
            f'<polygon fill="{colour}" points="{" ".join(outline)}">'
            f"<title>{html(code)}</title></polygon>"
            f'<text x="{_LEFT + 8 + position * 64}" y="12" fill="{colour}">{html(code)}</text>'
        )
        base = upper
    first, last = html(points[0].commit.date), html(points[-1].commit.date)
    floor = _HEIGHT - _BOTTOM
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="sans-serif" font-size="11" role="img">\n'
        f"<title>Findings by rule, {first} to {last}</title>\n{''.join(bands)}\n"
        f'<path d="M{_LEFT} 16V{floor}H{_WIDTH}" fill="none" stroke="currentColor"/>\n'
        f'<g fill="currentColor"><text x="4" y="26">{top}</text><text x="4" y="{floor}">0</text>'
        f'<text x="{_LEFT}" y="{_HEIGHT - 8}">{first}</text>'
        f'<text x="{_WIDTH}" y="{_HEIGHT - 8}" text-anchor="end">{last}</text></g>\n</svg>\n'
    )


def _corners(heights: Sequence[int], top: int) -> list[str]:
    """The points of a line of steps, left to right."""
    floor, scale = _HEIGHT - _BOTTOM, (_HEIGHT - _BOTTOM - 20) / top
    step = (_WIDTH - _LEFT) / len(heights)
    corners = []
    for position, height in enumerate(heights):
        y = f"{floor - height * scale:.1f}"
        corners.append(f"{_LEFT + position * step:.1f},{y}")
        corners.append(f"{_LEFT + (position + 1) * step:.1f},{y}")
    return corners

"""`--format badge`: an SVG badge for a README or a dashboard."""

from __future__ import annotations

from html import escape

from migration_lint.gate.outputs.base import VERDICTS, Output
from migration_lint.gate.result import GateResult

_COLOURS = {"ready": "#2e7d32", "not_ready": "#c62828", "inconclusive": "#b26a00"}
_CHARACTER = 6.6  # width in pixels of an average character of 11-pixel Verdana
_PADDING = 12

_BADGE = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" aria-label="{title}">
  <title>{title}</title>
  <clipPath id="round"><rect width="{width}" height="20" rx="3"/></clipPath>
  <g clip-path="url(#round)">
    <rect width="{left}" height="20" fill="#444"/>
    <rect x="{left}" width="{right}" height="20" fill="{colour}"/>
  </g>
  <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">
    <text x="{left_middle}" y="14">{label}</text>
    <text x="{right_middle}" y="14">{verdict}</text>
  </g>
</svg>
"""


class BadgeOutput(Output):
    """The phase on the left, the verdict on the right, with the number of waivers in use."""

    name = "badge"

    def render(self, result: GateResult) -> str:
        """The picture."""
        label, verdict = f"rollout phase {result.phase}", VERDICTS[result.verdict].lower()
        waived = sum(criterion.standing == "waived" for criterion in result.criteria)
        verdict += f", {waived} waived" if waived else ""
        left, right = (round(len(text) * _CHARACTER) + _PADDING for text in (label, verdict))
        return _BADGE.format(
            width=left + right,
            left=left,
            right=right,
            left_middle=left / 2,
            right_middle=left + right / 2,
            colour=_COLOURS[result.verdict],
            label=escape(label),
            verdict=escape(verdict),
            title=escape(f"{label}: {verdict}"),
        )

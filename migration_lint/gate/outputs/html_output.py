"""`--format html`: one page for the team's dashboard: gate, dual run, linter and burn-down."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from migration_lint.escaping import one_line
from migration_lint.gate.outputs.base import (
    STATUSES,
    Output,
    decided,
    evidence_words,
    headline,
    standing_words,
    tree,
    waiver_words,
)
from migration_lint.gate.outputs.html_overview import overview_sections
from migration_lint.gate.outputs.html_style import STYLE
from migration_lint.gate.result import CriterionResult, GateResult

_DETAILS = 5  # shown at once; the others unfold

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header class="{verdict}">
<h1>{title}</h1>
<p>{reason}</p>
<p class="faint">{tree}, {decided}</p>
</header>
<main>
{sections}
</main>
</body>
</html>
"""


class HtmlOutput(Output):
    """A page that needs nothing but itself: no script, no font, no other file."""

    name = "html"

    def render(self, result: GateResult) -> str:
        """The page."""
        sections = [
            _criteria("What blocks", result.blocking, unfold=True),
            _criteria("The rest", result.others, unfold=False),
            *overview_sections(result),
            _evidence(result),
        ]
        return _PAGE.format(
            title=text(headline(result)),
            style=STYLE,
            verdict=result.verdict,
            reason=text(result.reason),
            tree=text(tree(result)),
            decided=text(decided(result)),
            sections="\n".join(section for section in sections if section),
        )


def text(value: str) -> str:
    """Text that a browser shows as it is."""
    return escape(one_line(value))


def _criteria(title: str, criteria: tuple[CriterionResult, ...], *, unfold: bool) -> str:
    if not criteria:
        return ""
    cards = "\n".join(_card(criterion, unfold=unfold) for criterion in criteria)
    return f"<section><h2>{title} ({len(criteria)})</h2>\n{cards}\n</section>"


def _card(criterion: CriterionResult, *, unfold: bool) -> str:
    judgement = criterion.judgement
    standing = standing_words(criterion)
    badge = f' <span class="standing">{standing}</span>' if standing else ""
    return (
        f'<details class="{judgement.status}"{" open" if unfold and judgement.details else ""}>'
        f'<summary><span class="status">{STATUSES[judgement.status]}</span>'
        f"<code>{text(criterion.id)}</code>{badge}"
        f'<span class="figure">{text(judgement.measured)}</span></summary>'
        f"<dl>{_facts(criterion)}</dl>{_items(judgement.details)}</details>"
    )


def _facts(criterion: CriterionResult) -> str:
    rows = [
        ("holds when", criterion.title),
        ("plan", criterion.sentence),
        ("limit", criterion.limit),
        ("source", criterion.source),
        ("waiver", waiver_words(criterion.waiver) if criterion.waiver else ""),
        ("next", criterion.judgement.remedy),
        ("command", criterion.command),
    ]
    return "".join(f"<dt>{name}</dt><dd>{text(value)}</dd>" for name, value in rows if value)


def _items(details: Sequence[str]) -> str:
    items = [f"<li>{text(detail)}</li>" for detail in details]
    shown, more = "".join(items[:_DETAILS]), "".join(items[_DETAILS:])
    if more:
        number = len(items) - _DETAILS
        more = f"<details><summary>{number} more lines</summary><ul>{more}</ul></details>"
    return f"<ul>{shown}</ul>{more}" if items else ""


def _evidence(result: GateResult) -> str:
    rows = "".join(
        f"<tr><th>{text(one.name)}</th><td>{text(evidence_words(one, result))}</td></tr>"
        for one in result.evidence
    )
    return f"<section><h2>Evidence</h2><table>{rows}</table></section>"

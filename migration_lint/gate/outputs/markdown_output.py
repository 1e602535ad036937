"""`--format markdown`: a comment on a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lint.escaping import one_line
from migration_lint.gate.outputs.base import (
    STATUSES,
    Output,
    decided,
    evidence_words,
    first_details,
    headline,
    standing_words,
    tree,
    waiver_words,
)
from migration_lint.gate.result import CriterionResult, GateResult

_SYMBOLS = {"pass": "✅", "fail": "❌", "inconclusive": "❔", "not_run": "⬜"}
_VERDICTS = {"ready": "✅", "not_ready": "❌", "inconclusive": "❔"}
_SPECIAL = re.compile(r"([\\`*_\[\]#!|~>&])")
_DETAILS = 10


class MarkdownOutput(Output):
    """A table of what blocks, and the rest folded away."""

    name = "markdown"

    def render(self, result: GateResult) -> str:
        """The whole answer."""
        lines = [
            f"## {_VERDICTS[result.verdict]} {escape(headline(result))}",
            "",
            f"{escape(result.reason)} ({escape(tree(result))}, {escape(decided(result))})",
            *_table("What blocks", result.blocking),
            *_details(result.blocking),
            *_folded("The rest", _table("", result.others)),
            *_folded("Evidence", _evidence(result)),
        ]
        return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Text that Markdown shows as it is: no markup, no HTML, no mention of a person or issue."""
    harmless = _SPECIAL.sub(r"\\\1", one_line(text)).replace("<", "&lt;")
    return harmless.replace("@", "@\u200b").replace("://", ":\u200b//")


def _table(title: str, criteria: tuple[CriterionResult, ...]) -> Iterator[str]:
    if not criteria:
        return
    if title:
        yield from ("", f"### {title} ({len(criteria)})")
    yield from ("", "| | criterion | measured | limit |", "|---|---|---|---|")
    for criterion in criteria:
        status = criterion.judgement.status
        notes = [standing_words(criterion)]
        notes += [waiver_words(criterion.waiver)] if criterion.waiver else []
        noted = "".join(f" ({escape(note)})" for note in notes if note)
        yield (
            f"| {_SYMBOLS[status]} {STATUSES[status]} | {escape(criterion.id)} "
            f"| {escape(criterion.judgement.measured)}{noted} | {escape(criterion.limit)} |"
        )


def _details(criteria: tuple[CriterionResult, ...]) -> Iterator[str]:
    for criterion in criteria:
        judgement = criterion.judgement
        yield from ("", f"**{escape(criterion.id)}**: {escape(criterion.title)}")
        if criterion.sentence:
            yield f"<br>plan: {escape(criterion.sentence)}"
        if judgement.details:
            yield ""
        yield from (f"- {escape(one)}" for one in first_details(judgement, _DETAILS))
        if judgement.remedy:
            yield from ("", f"Next: {escape(judgement.remedy)}")


def _folded(title: str, lines: Iterator[str]) -> Iterator[str]:
    inside = list(lines)
    if inside:
        yield from ("", "<details>", f"<summary>{title}</summary>", *inside, "", "</details>")


def _evidence(result: GateResult) -> Iterator[str]:
    yield ""
    for record in result.evidence:
        yield f"- {escape(record.name)}: {escape(evidence_words(record, result))}"

"""`--format text`: for people, the verdict first, then what blocks, then the rest."""

from __future__ import annotations

import re
import textwrap
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
from migration_lint.terminal import Style

_COLOURS = {
    "READY": "1;32",
    "NOT READY": "1;31",
    "INCONCLUSIVE": "1;33",
    "pass": "32",
    "FAIL": "1;31",
    "inconclusive": "33",
    "not run": "33",
}
_COLOURED = re.compile(rf"(?P<indent>(?:  )?)(?P<word>{'|'.join(_COLOURS)})(?=:|  )")
_DETAILS = 5  # of each criterion
_INDENT = " " * 16
_HANGING = re.compile(r" {16}(?:- )?|  \S.{11}  [a-z0-9-]+ +|  \S.{19,}?  (?=\S)")
_FARTHEST, _NARROWEST = 44, 40  # columns: of a hanging indent, of a text


class TextOutput(Output):
    """The answer to be read in a terminal."""

    name = "text"

    def __init__(self, style: Style | None = None, width: int | None = None) -> None:
        """Show it in colour or not, and in lines of that many columns; None for long lines."""
        self._style = style or Style()
        self._width = width

    def render(self, result: GateResult) -> str:
        """The whole answer."""
        lines = [
            headline(result),
            result.reason,
            f"{tree(result)}, {decided(result)}",
            *_section("What blocks", result.blocking, full=True),
            *_section("The rest", result.others, full=False),
            "",
            "Evidence",
            *(f"  {one.name:<20}  {evidence_words(one, result)}" for one in result.evidence),
        ]
        whole = (part for line in lines for part in _wrapped(one_line(line), self._width))
        return "".join(f"{self._painted(line)}\n" for line in whole)

    def _painted(self, line: str) -> str:
        """A line, made harmless before, in the colour of the status or verdict it begins with."""
        match = _COLOURED.match(line)
        if match is None:
            return line
        word = match["word"]
        return f"{match['indent']}{self._style.paint(word, _COLOURS[word])}{line[match.end() :]}"


def _wrapped(line: str, width: int | None) -> list[str]:
    """The line in parts of that width; what goes on stands below where it began."""
    if width is None or len(line) <= width:
        return [line]
    head = _HANGING.match(line)
    indent = len(head[0]) if head else 0
    hanging = " " * (indent if indent <= _FARTHEST else len(_INDENT))
    return textwrap.wrap(
        line,
        max(width, _NARROWEST),
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _section(title: str, criteria: tuple[CriterionResult, ...], *, full: bool) -> Iterator[str]:
    if not criteria:
        return
    yield ""
    yield f"{title} ({len(criteria)})"
    width = max(len(criterion.id) for criterion in criteria)
    missing: dict[tuple[str, str], list[CriterionResult]] = {}
    for criterion in criteria:
        if criterion.judgement.status == "not_run" and criterion.standing == "counts":
            key = (criterion.judgement.measured, criterion.judgement.remedy)
            missing.setdefault(key, []).append(criterion)
            continue
        yield _line(criterion, width)
        yield from _more(criterion, full=full)
    for (reason, remedy), group in missing.items():
        yield from _missing(reason, remedy, group, width)


def _missing(reason: str, remedy: str, group: list[CriterionResult], width: int) -> Iterator[str]:
    """Criteria that lack the same evidence, and once why and how to get it."""
    for criterion in group:
        yield f"  {STATUSES['not_run']:<12}  {criterion.id:<{width}}  {criterion.title}"
        if criterion.waiver is not None:
            yield f"{_INDENT}{waiver_words(criterion.waiver)}"
    yield f"{_INDENT}why: {reason}"
    yield f"{_INDENT}next: {remedy}"


def _line(criterion: CriterionResult, width: int) -> str:
    judgement = criterion.judgement
    limit = f" (limit: {criterion.limit})" if criterion.limit else ""
    figure = f"{judgement.measured}{limit if judgement.status != 'not_run' else ''}"
    return f"  {STATUSES[judgement.status]:<12}  {criterion.id:<{width}}  {figure}"


def _more(criterion: CriterionResult, *, full: bool) -> Iterator[str]:
    standing = standing_words(criterion)
    if standing:
        yield f"{_INDENT}{standing}"
    if criterion.waiver is not None:
        yield f"{_INDENT}{waiver_words(criterion.waiver)}"
    if not full:
        return
    if criterion.sentence:
        yield f'{_INDENT}plan: "{criterion.sentence}"'
    yield from (f"{_INDENT}- {one}" for one in first_details(criterion.judgement, _DETAILS))
    if criterion.judgement.remedy:
        yield f"{_INDENT}next: {criterion.judgement.remedy}"

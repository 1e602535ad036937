"""Where in something over several lines the name stands that a finding is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from migration_lint.diagnostic import Span
from migration_lint.regex import regex

_COMMENT = regex(r"\s*#")


def inside_text(lines: Sequence[str], span: Span, symbol: str) -> Span:
    """The place of a name in a text over several lines, or in a call that is given one.

    What begins on the line of the name is its own place, and so is what the name is put together
    from.

    Args:
        lines: Those of the file.
        span: The place of the text.
        symbol: What the finding is about.
    """
    if span.line == span.end_line:
        return span
    for name in _spellings(symbol.partition(" ")[0]):
        word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        places = [
            Span(number, found.start() + 1, number, found.end() + 1)
            for number in range(span.line, min(span.end_line, len(lines)) + 1)
            if (found := word.search(lines[number - 1])) and not _COMMENT.match(lines[number - 1])
        ]
        if places:
            place = next((one for one in places if _is_set(lines[one.line - 1], one)), places[0])
            return span if place.line == span.line else place
    return span


def _spellings(symbol: str) -> Iterator[str]:
    """A dotted name, and what it begins with: a text may say the rest in another way."""
    while symbol:
        yield symbol
        symbol = symbol.rpartition(".")[0]


def _is_set(line: str, place: Span) -> bool:
    """Whether a value is given to the name there."""
    return line[place.end_column - 1 :].lstrip("\\\"' ")[:1] in {"=", ":"}

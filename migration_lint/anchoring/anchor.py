"""Give diagnostics the places of libcst's nodes."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence

from migration_lint.anchoring.evident import is_evident
from migration_lint.anchoring.inside_texts import inside_text
from migration_lint.anchoring.statements import Snippet, around
from migration_lint.diagnostic import Diagnostic, Span
from migration_lint.files.source_lines import decode, depth_of_brackets, split_lines
from migration_lint.regex import regex

_DEEPEST = 200  # brackets in each other; libcst's own stack ends somewhere above
_MOST_OPERATORS = 1500  # libcst takes minutes for an expression of some thousands of operands
_OPERATOR = regex(r"[-+*/%|&.]|\b(?:and|or|if)\b")

Cut = Callable[[ast.Module, Sequence[str], Span], Snippet | None]


def sparing(tree: ast.Module, lines: Sequence[str], span: Span) -> Snippet | None:
    """The statement around a place; None where libcst could only confirm the place."""
    return None if is_evident(lines, span) else around(tree, lines, span.line)


def anchored(
    diagnostics: Sequence[Diagnostic], data: bytes, tree: ast.Module, cut: Cut = sparing
) -> list[Diagnostic]:
    """The diagnostics of a file at the places of libcst's nodes.

    Args:
        diagnostics: All of one file.
        data: Its content.
        tree: The same as the standard parser reads it.
        cut: Gives what libcst reads for the sake of a place.
    """
    if not diagnostics:
        return []
    lines = split_lines(decode(data))
    cuts = [cut(tree, lines, one.span) for one in diagnostics]
    wanted: dict[str, set[Span]] = {}
    for one, snippet in zip(diagnostics, cuts, strict=True):
        if snippet is not None and not _is_too_much(snippet.code):
            wanted.setdefault(snippet.code, set()).add(_moved(one.span, -snippet.offset))
    places = _places(wanted)
    return [
        _narrowed(one._replace(span=_place(one.span, snippet, places)), lines) if snippet else one
        for one, snippet in zip(diagnostics, cuts, strict=True)
    ]


def _narrowed(one: Diagnostic, lines: Sequence[str]) -> Diagnostic:
    """A fix looks for the node itself: what can be mended stays where that begins."""
    return one if one.fixable else one._replace(span=inside_text(lines, one.span, one.symbol))


def _place(span: Span, snippet: Snippet, places: Mapping[str, Mapping[Span, Span]]) -> Span:
    place = places.get(snippet.code, {}).get(_moved(span, -snippet.offset))
    return _moved(place, snippet.offset) if place else span


def _places(wanted: Mapping[str, set[Span]]) -> dict[str, Mapping[Span, Span]]:
    """The places of libcst's nodes for spans of texts, which are read as one, as is fastest."""
    if not wanted:
        return {}
    from migration_lint.anchoring.nodes import anchors  # noqa: PLC0415 - libcst is slow to import

    heights, height = {}, 0
    for code in wanted:
        heights[code] = height
        height += code.count("\n")
    asked = [_moved(span, heights[code]) for code, spans in wanted.items() for span in spans]
    found = anchors("".join(wanted), asked)
    if found is None:  # one of them is newer or older than libcst: let the others not suffer
        alone = ({code: spans} for code, spans in wanted.items())
        parts = map(_places, alone) if len(wanted) > 1 else ()
        return {code: places for part in parts for code, places in part.items()}
    return {
        code: {
            span: _moved(found[at], -heights[code])
            for span in spans
            if (at := _moved(span, heights[code])) in found
        }
        for code, spans in wanted.items()
    }


def _moved(span: Span, lines: int) -> Span:
    return Span(span.line + lines, span.column, span.end_line + lines, span.end_column)


def _is_too_much(code: str) -> bool:
    """Whether a statement would take libcst too long; its places stay Python's then."""
    has_many = len(_OPERATOR.findall(code)) > _MOST_OPERATORS
    return has_many or depth_of_brackets(code.encode("utf-8", "replace")) > _DEEPEST

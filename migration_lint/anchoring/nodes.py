"""Find libcst's node at a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from migration_lint.diagnostic import Span

# What has no nodes inside, though a name inside it may be reported.
_TEXTS = (cst.SimpleString, cst.FormattedStringText, cst.Comment)


class Nodes:
    """The nodes of a text by their places."""

    def __init__(self, code: str) -> None:
        """Parse the text.

        Raises:
            ParserSyntaxError: libcst does not take it for Python.
        """
        module = cst.parse_module(code)
        wrapper = MetadataWrapper(module, unsafe_skip_copy=True)
        self._places: Mapping[cst.CSTNode, CodeRange] = wrapper.resolve(PositionProvider)

    @cached_property
    def _spans(self) -> Mapping[Span, cst.CSTNode]:
        innermost: dict[Span, cst.CSTNode] = {}
        for node, place in self._places.items():  # inner nodes come before those around them
            innermost.setdefault(_span(place), node)
        return innermost

    def anchor(self, span: Span) -> Span | None:
        """The place of the node that a span belongs to; None where there is none.

        That is the node of exactly this place, or the smallest around it. A part of a string or a
        comment is its own place: there are no nodes in there.
        """
        if span in self._spans:
            return span
        around = [
            (end[0] - start[0], end[1] - start[1], place, node)
            for place, node in self._spans.items()
            if (start := (place.line, place.column)) <= (span.line, span.column)
            and (span.end_line, span.end_column) <= (end := (place.end_line, place.end_column))
        ]
        if not around:
            return None
        _, _, place, node = min(around, key=lambda found: found[:2])
        return span if isinstance(node, _TEXTS) else place


def anchors(code: str, spans: Iterable[Span]) -> Mapping[Span, Span] | None:
    """The places of the nodes that spans of a text belong to; spans without a node are missing.

    None where libcst does not take the text for Python.
    """
    try:
        nodes = Nodes(code)
    except (cst.ParserSyntaxError, RecursionError, ValueError):
        return None
    found = {span: nodes.anchor(span) for span in spans}
    return {span: place for span, place in found.items() if place is not None}


def _span(place: CodeRange) -> Span:
    start, end = place.start, place.end
    return Span(start.line, start.column + 1, end.line, end.column + 1)

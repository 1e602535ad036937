"""ML902: remove comments that suppress nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

import libcst as cst
from libcst import metadata

from migration_lint.diagnostic import Diagnostic
from migration_lint.fixes.base import Fix, FixTarget
from migration_lint.fixes.edits import PlacedTransformer, transformed

_CODES = re.compile(r"\[(?P<codes>[^\]]*)\]")


class UnusedSuppressionDeleted(Fix):
    """`# migration-lint: ignore[ML101]` goes where nothing needs it; so do single codes in it.

    What other comments on the line say to other tools stays.
    """

    code = "ML902"
    safe = True

    def apply(self, target: FixTarget) -> cst.Module:
        """Take out comments and codes."""
        return transformed(target.module, _Deleted(target.diagnostics))


class _Deleted(PlacedTransformer):
    """Rewrites comments that diagnostics point into."""

    def __init__(self, diagnostics: Collection[Diagnostic]) -> None:
        super().__init__([one.span for one in diagnostics])
        self._idle: dict[tuple[int, int], set[str]] = defaultdict(set)
        for one in diagnostics:
            self._idle[one.span.line, one.span.column].add(one.symbol)

    def leave_TrailingWhitespace(
        self, original_node: cst.TrailingWhitespace, updated_node: cst.TrailingWhitespace
    ) -> cst.TrailingWhitespace:
        """A comment behind code."""
        text = self._left_of(original_node.comment)
        if text is None:
            return updated_node
        if text:
            return updated_node.with_changes(comment=cst.Comment(text))
        return updated_node.with_changes(comment=None, whitespace=cst.SimpleWhitespace(""))

    def leave_EmptyLine(
        self, original_node: cst.EmptyLine, updated_node: cst.EmptyLine
    ) -> cst.EmptyLine | cst.RemovalSentinel:
        """A comment on a line of its own."""
        text = self._left_of(original_node.comment)
        if text is None:
            return updated_node
        if text:
            return updated_node.with_changes(comment=cst.Comment(text))
        return cst.RemoveFromParent()

    def _left_of(self, comment: cst.Comment | None) -> str | None:
        """The rest of a comment, perhaps empty; None where nothing is to be removed."""
        if comment is None:
            return None
        start = self.get_metadata(metadata.PositionProvider, comment).start
        for (line, column), codes in self._idle.items():
            offset = column - 1 - start.column
            if line == start.line and 0 <= offset < len(comment.value):
                return _without(comment.value, offset, codes)
        return None


def _without(comment: str, offset: int, codes: Iterable[str]) -> str:
    """A comment without the codes of the directive at `offset`, or without the directive."""
    before, directive = comment[:offset], comment[offset:]
    listed = _CODES.search(directive)
    given = [code.strip() for code in listed["codes"].split(",")] if listed else []
    left = [code for code in given if code.upper() not in codes]
    if listed and left:
        start, end = listed.span("codes")
        return f"{before}{directive[:start]}{', '.join(left)}{directive[end:]}"
    next_comment = directive.find("#")
    parts = [before.rstrip("# \t"), directive[next_comment:] if next_comment > 0 else ""]
    return "  ".join(part for part in parts if part)

"""Put diagnostics where libcst sees the code that they are about."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import replace

from migration_lint.anchoring.statements import Snippet, around, whole
from migration_lint.diagnostic import Diagnostic, Span
from migration_lint.source_lines import decode, split_lines

_DEEPEST = 200  # brackets in each other; libcst's own stack ends somewhere above

Cut = Callable[[ast.Module, Sequence[str], int], Snippet | None]


def anchored(
    diagnostics: Sequence[Diagnostic], data: bytes, tree: ast.Module, cut: Cut = around
) -> list[Diagnostic]:
    """The diagnostics of a file at the places of libcst's nodes.

    Args:
        diagnostics: All of one file.
        data: Its content.
        tree: The same as the standard parser reads it.
        cut: Gives what libcst reads for the sake of a line.
    """
    if not diagnostics:
        return []
    lines = split_lines(decode(data))
    return [replace(one, span=_anchor(one.span, tree, lines, cut)) for one in diagnostics]


def whole_file(tree: ast.Module, lines: Sequence[str], line: int) -> Snippet:  # noqa: ARG001 - a `Cut`
    """Let libcst read all of the file, as a yardstick for what is cut out."""
    return whole(lines)


def _anchor(span: Span, tree: ast.Module, lines: Sequence[str], cut: Cut) -> Span:
    from migration_lint.anchoring.nodes import anchors  # noqa: PLC0415 - libcst is slow to import

    snippet = cut(tree, lines, span.line)
    if snippet is None or _is_deep(snippet.code):
        return span
    return anchors(snippet, [span]).get(span, span)


def _is_deep(code: str) -> bool:
    depth = deepest = 0
    for character in code:
        if character in "([{":
            depth += 1
            deepest = max(depth, deepest)
        elif character in ")]}":
            depth -= 1
    return deepest > _DEEPEST

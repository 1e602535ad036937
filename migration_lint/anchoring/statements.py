"""The statement around a place in a file, cut out so that it parses by itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from migration_lint.named_tuple import NamedTuple

Block = ast.stmt | ast.ExceptHandler | ast.match_case


class Snippet(NamedTuple):
    """A part of a file as a module of its own; columns are those of the file.

    Attributes:
        code: The text.
        offset: What to add to a line of the snippet to get the line of the file.
    """

    code: str
    offset: int


def around(tree: ast.Module, lines: Sequence[str], line: int) -> Snippet | None:
    """The smallest simple statement, or the head of a compound one, that has a line in it."""
    block = _innermost(tree.body, line)
    if block is None:
        return None
    first, last = _first_line(block), _last_line(block)
    text = [*lines[first - 1 : last]]
    head = _head_end(block)
    if head is not None and line < head.line:
        text = text[: head.line - first + 1]
        text[-1] = _in_characters(text[-1], head.column) + "pass"
    return _standing_alone(block, text, first)


class _Place(NamedTuple):
    line: int
    column: int  # in bytes of UTF-8


def _innermost(blocks: Sequence[Block], line: int) -> Block | None:
    for block in blocks:
        if _first_line(block) <= line <= _last_line(block):
            head = _head_end(block)
            if head is None or line < head.line:
                return block
            return _innermost(list(_children(block)), line) or block
    return None


def _children(block: Block) -> Iterator[Block]:
    for field in ("body", "handlers", "orelse", "finalbody", "cases"):
        yield from getattr(block, field, ())


def _head_end(block: Block) -> _Place | None:
    """Where the head of a compound statement ends; None for one that cannot be taken apart."""
    body = getattr(block, "body", None) or getattr(block, "cases", None)
    if not isinstance(body, list) or not body:
        return None
    line = _first_line(body[0])
    if line <= _first_line(block):
        return None  # `if x: y` in one line
    column = getattr(body[0], "col_offset", 0)
    return _Place(line, column)


def _first_line(block: Block) -> int:
    if isinstance(block, ast.match_case):
        return block.pattern.lineno
    decorators = getattr(block, "decorator_list", None)
    return min(decorators[0].lineno, block.lineno) if decorators else block.lineno


def _last_line(block: Block) -> int:
    if isinstance(block, ast.match_case):
        return _last_line(block.body[-1])
    return block.end_lineno or block.lineno


def _in_characters(text: str, column: int) -> str:
    """The start of a line, up to a column in bytes."""
    return text.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "ignore")


def _standing_alone(block: Block, text: list[str], first: int) -> Snippet:
    """Put what the text needs to parse in front of it, on lines of its own."""
    bare = text[0].lstrip()
    indent = text[0][: len(text[0]) - len(bare)]
    before = []
    if isinstance(block, ast.match_case):
        before = ["match 0:"]
    elif isinstance(block, ast.ExceptHandler):
        before = [f"{indent}try: pass"]
    elif isinstance(block, ast.If) and bare.startswith("elif"):
        text[0] = f"{indent}  {bare[2:]}"
        indent = f"{indent}  "
    if indent and not isinstance(block, ast.match_case):
        before.insert(0, "if 1:")
    return Snippet("\n".join([*before, *text, ""]), first - 1 - len(before))

"""The comments of a file that address the linter, with their surroundings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from tokenize import (
    COMMENT,
    DEDENT,
    ENCODING,
    INDENT,
    NEWLINE,
    NL,
    STRING,
    TokenError,
    TokenInfo,
    tokenize,
)

from migration_lint.files.source import SourceFile
from migration_lint.files.source_lines import decode, split_lines
from migration_lint.named_tuple import NamedTuple
from migration_lint.regex import regex

_SPEAKS = "migration-lint:"
_TEXTUAL = regex(r"(?i:#|//|;|--|<!--|\{#|%|\.\.|::|\brem\b)\s*(?P<text>migration-lint:.*)")
_IN_EXAMPLE = regex(
    r"^\w?[ \t\"']*(?:>>>|\.\.\.) .*#\s*(?P<text>migration-lint:.*?)(?:\"{3}|'{3})?$", re.MULTILINE
)
_TAIL = regex(r"(?:-->|#\}|\*/|\\n\"?,?|\",?)\s*\Z")


class Comment(NamedTuple):
    """One comment.

    Attributes:
        text: From the word `migration-lint:` on.
        line: 1-based.
        column: 1-based, of the text.
        alone: Whether nothing else stands on its line.
        statement: First and last line that the comment speaks for when it stands behind code.
        next_line: The first line below that is neither blank nor only a comment.
        last_line: The last line of the file.
        in_text: Whether it stands in an example in a docstring.
    """

    text: str
    line: int
    column: int
    alone: bool
    statement: tuple[int, int]
    next_line: int
    last_line: int
    in_text: bool = False


def comments_of(file: SourceFile) -> list[Comment]:
    """The comments that name the linter, in order.

    In Python, strings that look so are none, but for the comments of examples in docstrings.
    """
    if file.path.endswith((".py", ".pyi")):
        try:
            return list(_python_comments(file.data))
        except (TokenError, SyntaxError, ValueError, SystemError):  # the last of null bytes in 3.12
            pass  # what does not parse is still read as text
    return list(_textual_comments(decode(file.data)))


def _python_comments(data: bytes) -> Iterator[Comment]:
    tokens = list(tokenize(BytesIO(data).readline))
    last_line = tokens[-1].end[0]
    code_lines = _code_lines(tokens)
    for first, last, comments in _logical_lines(tokens):
        for token in comments:
            if token.type == STRING:
                yield from _in_examples(token, last_line)
                continue
            start = token.string.find(_SPEAKS)
            if start < 0:
                continue
            line = token.start[0]
            yield Comment(
                text=token.string[start:],
                line=line,
                column=token.start[1] + start + 1,
                alone=line not in code_lines,
                statement=(first, last) if line in (first, last) else (line, line),
                next_line=next((n for n in range(line + 1, last_line) if n in code_lines), 0),
                last_line=last_line,
            )


def _in_examples(token: TokenInfo, last_line: int) -> Iterator[Comment]:
    """The comments behind the code of examples in a docstring, each for its line alone."""
    for found in _IN_EXAMPLE.finditer(token.string):
        begin = found.start("text")
        line = token.start[0] + token.string.count("\n", 0, begin)
        column = begin - token.string.rfind("\n", 0, begin)
        column += token.start[1] if line == token.start[0] else 0
        yield Comment(found["text"], line, column, False, (line, line), 0, last_line, True)


def _code_lines(tokens: list[TokenInfo]) -> set[int]:
    silent = {COMMENT, NL, NEWLINE, INDENT, DEDENT, ENCODING}
    lines: set[int] = set()
    for token in tokens:
        if token.type not in silent and token.string:
            lines.update(range(token.start[0], token.end[0] + 1))
    return lines


def _logical_lines(tokens: list[TokenInfo]) -> Iterator[tuple[int, int, list[TokenInfo]]]:
    """First line, last line and comments of each logical line; comments between stand alone.

    Strings that may hold the comments of examples are among the comments.
    """
    first, last, comments = 0, 0, []
    for token in tokens:
        if token.type == COMMENT:
            comments.append(token)
        elif token.type == NEWLINE:
            yield first or token.start[0], token.start[0], comments
            first, comments = 0, []
        elif token.type not in (NL, INDENT, DEDENT, ENCODING):
            first, last = first or token.start[0], token.end[0]
            if token.type == STRING and _SPEAKS in token.string:
                comments.append(token)
    if comments:
        yield first, last, comments


def _textual_comments(text: str) -> Iterator[Comment]:
    lines = split_lines(text)
    for number, line in enumerate(lines, 1):
        found = _TEXTUAL.search(line)
        if found is None:
            continue
        yield Comment(
            text=_TAIL.sub("", found["text"]),
            line=number,
            column=found.start("text") + 1,
            alone=not line[: found.start()].strip(),
            statement=(number, number),
            next_line=_next_line(lines, number),
            last_line=len(lines),
        )


def _next_line(lines: list[str], number: int) -> int:
    for offset, line in enumerate(lines[number:], number + 1):
        if line.strip() and not _TEXTUAL.match(line.lstrip()):
            return offset
    return 0

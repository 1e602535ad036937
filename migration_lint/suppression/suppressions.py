"""Comments that suppress a diagnostic: `# migration-lint: ignore[ML101] reason`.

| comment | covers |
|---|---|
| `ignore[...]` behind code | what stands on its line, or in the statement it begins or ends |
| `ignore[...]` on a line of its own, `ignore-next-line[...]` | the next line of code |
| `ignore-begin[...]` to `ignore-end` | the lines between |
| `ignore-file[...]` | the file |

Codes may be prefixes (`ML2`); without brackets every code is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from migration_lint.diagnostic import Diagnostic, Span
from migration_lint.files.source import SourceFile
from migration_lint.files.words import MARKER
from migration_lint.named_tuple import NamedTuple
from migration_lint.regex import regex

if TYPE_CHECKING:
    from migration_lint.suppression.comments import Comment

_KINDS = ("ignore-next-line", "ignore-begin", "ignore-end", "ignore-file", "ignore")
_DIRECTIVE = regex(
    rf"migration-lint:\s*(?P<kind>{'|'.join(_KINDS)})(?![\w-])"
    r"(?:\s*\[(?P<codes>[^\]]*)\])?(?P<reason>.*)",
    re.DOTALL,
)
_MENTION = regex(r"migration-lint:\s*(?P<word>[\w-]*)")


class Suppression(NamedTuple):
    """One comment and what it covers.

    Attributes:
        span: The place of the directive.
        codes: Codes or prefixes; empty for every code.
        reason: The text after the codes.
        lines: First and last line covered.
        mistake: Why the comment means nothing; empty where it does.
        deletable: Whether it can go alone: no `ignore-end` belongs to it, no text is around it.
    """

    span: Span
    codes: tuple[str, ...]
    reason: str
    lines: tuple[int, int]
    mistake: str = ""
    deletable: bool = True

    def covers(self, diagnostic: Diagnostic) -> bool:
        """Whether the comment suppresses the diagnostic."""
        first, last = self.lines
        span = diagnostic.span
        return (
            not self.mistake
            and first <= span.end_line
            and span.line <= last
            and self.speaks_of(diagnostic.code)
        )

    def speaks_of(self, code: str) -> bool:
        """Whether the comment is about a code."""
        return not self.codes or code.startswith(self.codes)


def suppressions_of(file: SourceFile) -> tuple[Suppression, ...]:
    """The suppressions in a file, in the order of their lines.

    Raises:
        OSError: The file cannot be read.
    """
    if MARKER not in file.data:
        return ()
    from migration_lint.suppression.comments import comments_of  # noqa: PLC0415 - few files have any

    return tuple(_parsed(comments_of(file)))


def _parsed(comments: Iterable[Comment]) -> Iterator[Suppression]:
    opened: list[tuple[Comment, re.Match[str]]] = []
    last_line = 1
    for comment in comments:
        last_line = comment.last_line
        found = _DIRECTIVE.search(comment.text)
        if found is None:
            yield from _misspelt(comment)
        elif found["kind"] == "ignore-begin":
            opened.append((comment, found))
        elif found["kind"] == "ignore-end":
            if opened:
                begin, directive = opened.pop()
                yield _suppression(begin, directive, (begin.line, comment.line))
            else:
                mistake = "ends a block that no `ignore-begin` opens"
                yield _suppression(comment, found, (0, 0), mistake)
        else:
            yield _suppression(comment, found, _covered(comment, found["kind"]))
    for begin, directive in opened:
        mistake = "opens a block that no `ignore-end` closes"
        yield _suppression(begin, directive, (begin.line, last_line), mistake)


def _covered(comment: Comment, kind: str) -> tuple[int, int]:
    if kind == "ignore-file":
        return 1, comment.last_line
    if kind == "ignore-next-line" or comment.alone:
        return comment.next_line, comment.next_line
    return comment.statement


def _suppression(
    comment: Comment, found: re.Match[str], lines: tuple[int, int], mistake: str = ""
) -> Suppression:
    listed = found["codes"]
    codes = tuple(code.strip().upper() for code in (listed or "").split(",") if code.strip())
    if listed is not None and not codes:
        mistake = mistake or "names no code between its brackets"
    start = comment.column + found.start()
    span = Span(comment.line, start, comment.line, start + len(found[0].rstrip()))
    reason = found["reason"].strip(" \t:-\u2013\u2014")
    deletable = found["kind"] != "ignore-begin" and not comment.in_text
    return Suppression(span, codes, reason, lines, mistake, deletable)


def _misspelt(comment: Comment) -> Iterator[Suppression]:
    found = _MENTION.search(comment.text)
    if found:
        start = comment.column + found.start()
        span = Span(comment.line, start, comment.line, start + len(found[0]))
        mistake = (
            f"says `{found['word']}`; it can say {', '.join(f'`{k}`' for k in sorted(_KINDS))}"
        )
        yield Suppression(span, (), "", (0, 0), mistake)

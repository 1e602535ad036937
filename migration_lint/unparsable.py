"""The front end that says which Python files do not parse.

Data flow parses what can have to do with the migration. Of the rest, what looks damaged is parsed
meanwhile by another process, and by this one once it has time, and so are the smallest files, which
is every file of a small project: to parse them all takes longer than everything else in one that is
not. Where ML901 is selected by its code, every file is parsed.
"""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Iterable, Mapping, Sequence

from migration_lint.diagnostic import Span
from migration_lint.facts import Facts, UnparsableFact
from migration_lint.files.damage import ENCODING
from migration_lint.files.newer_python import is_newer_python
from migration_lint.files.salvage import is_too_deep, salvage
from migration_lint.files.source import SourceFile
from migration_lint.limits import PARSED
from migration_lint.named_tuple import NamedTuple
from migration_lint.regex import regex

_NO_FEATURE = "from __future__ import no_such_feature"
_NO_SYNTAX = regex(
    r"null bytes|digits|codec|encoding|invalid character"
)  # what is said of other things


class Worth(NamedTuple):
    """Which files are parsed to see whether they parse.

    Attributes:
        files: Those.
        spared: The size in bytes of the smallest that is not; 0 where all are.
    """

    files: Sequence[SourceFile]
    spared: int


def worth_parsing(
    files: Sequence[SourceFile],
    damaged: Sequence[SourceFile],
    *,
    every: bool,
) -> Worth:
    """Of files that are not parsed otherwise, those that are parsed to see whether they parse.

    Args:
        files: The files.
        damaged: Those of them whose bytes say that they are no Python any more.
        every: Whether all of them are, however long that takes.
    """
    if every:
        return Worth(files, 0)
    whole = sorted(set(files).difference(damaged), key=lambda file: file.size)
    room = PARSED
    for number, file in enumerate(whole):
        room -= file.size
        if room < 0:
            return Worth([*damaged, *whole[:number]], file.size)
    return Worth(files, 0)


def unparsable_files(files: Iterable[SourceFile]) -> Mapping[str, Facts]:
    """Why files do not parse, for those that do not."""
    found = {}
    for file in files:
        facts = [] if file.parses else unparsable(file.peek())
        file.parses = not facts
        if facts:
            found[file.path] = Facts(file.path, facts)
    return found


def unparsable(data: bytes) -> list[UnparsableFact]:
    """Why a file does not parse, or what of it is nested too deep; nothing for one that parses."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of invalid escapes in the code that is read
            if not _is_fine(data):
                ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        saved = salvage(data) if is_too_deep(problem) else None
        if saved is not None:
            return [unread_fact(*lines) for lines in saved.unread]
        return [unparsable_fact(data, problem)]
    return []


def unread_fact(first: int, last: int) -> UnparsableFact:
    """That some lines were not read."""
    lines = f"lines {first} to {last} are" if last > first else f"line {first} is"
    return UnparsableFact(
        Span(first, 1, first, 1), f"{lines} nested too deep; the rest of the file is read"
    )


def unfollowed_fact() -> UnparsableFact:
    """That what a file has was not followed through the whole project."""
    problem = "what it has of the migration gets to so much of the project that it takes too long"
    return UnparsableFact(Span(1, 1, 1, 1), problem, "followed to its end")


def unparsable_fact(data: bytes, problem: Exception) -> UnparsableFact:
    """What the standard parser gave up on, in words for the user."""
    if isinstance(problem, (RecursionError, MemoryError)):
        return UnparsableFact(Span(1, 1, 1, 1), "it is nested too deep")
    line = max(getattr(problem, "lineno", None) or 1, 1)
    column = max(getattr(problem, "offset", None) or 1, 1)
    said = str(problem.args[0] if problem.args else problem).rstrip(".")
    is_syntax = isinstance(problem, SyntaxError) and not _NO_SYNTAX.search(said)
    if is_syntax and is_newer_python(data):
        running = ".".join(map(str, sys.version_info[:2]))
        said = f"it is written for a newer Python than the {running} that runs the linter ({said})"
    return UnparsableFact(Span(line, column, line, column), said)


def _is_fine(data: bytes) -> bool:
    """Whether text in UTF-8 parses, told without making a tree of it.

    The line before it ends its compilation once all of it is parsed.
    """
    if b"\0" in data or ENCODING.match(data):
        return False
    try:
        compile(f"{_NO_FEATURE}\n{data.decode('utf-8')}", "<file>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        return getattr(problem, "lineno", None) == 1  # else it may have another encoding, or a mark
    return False

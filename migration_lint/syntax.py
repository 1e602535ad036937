"""The front end that says which Python files do not parse.

Data flow parses what can have to do with the migration. Of the rest every file is parsed in a small
project; in a large one, where that would take longer than everything else, only those that look
broken: not in their encoding, a merge conflict, brackets that do not match, Python 2.
"""

from __future__ import annotations

import ast
import re
import sys
import warnings
from collections.abc import Collection, Mapping, Sequence

from migration_lint.diagnostic import Span
from migration_lint.facts import Facts, UnparsableFact
from migration_lint.source import SourceFile

_BUDGET = 1 << 18  # bytes of Python parsed only to see whether they parse
_CONFLICT = re.compile(rb"^(?:<<<<<<<|>>>>>>>) ", re.MULTILINE)
_ENCODING = re.compile(
    rb"(?:[^\n]*\n)?[ \t\f]*#[^\n]*coding[:=][ \t]*(?!utf-?8)[-\w.]", re.IGNORECASE
)
_BRACKETS = ((b"(", b")"), (b"[", b"]"), (b"{", b"}"))
_DEEPEST = 90  # brackets in each other that libcst is trusted with


def unparsable_files(files: Sequence[SourceFile], parsed: Collection[str]) -> Mapping[str, Facts]:
    """The files that do not parse.

    Args:
        files: Every file of the project.
        parsed: The paths that another front end has parsed or tried to.
    """
    left = []
    for file in files:
        if file.path.endswith((".py", ".pyi")) and file.path not in parsed:
            try:
                left.append((file.path, file.data))
            except OSError:
                continue  # the runner reports what cannot be read
    if sum(len(data) for _, data in left) > _BUDGET:
        left = _suspects(left)
    found = {}
    for path, data in left:
        fact = unparsable(data)
        if fact is not None:
            found[path] = Facts(path, [fact])
    return found


def unparsable(data: bytes) -> UnparsableFact | None:
    """Why a file does not parse; None for one that does."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of invalid escapes in the code that is read
            ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        return unparsable_fact(data, problem)
    return None


def unparsable_fact(data: bytes, problem: Exception) -> UnparsableFact:
    """What the standard parser gave up on, in words for the user."""
    if isinstance(problem, (RecursionError, MemoryError)):
        return UnparsableFact(Span(1, 1, 1, 1), "it is nested too deep")
    line = max(getattr(problem, "lineno", None) or 1, 1)
    column = max(getattr(problem, "offset", None) or 1, 1)
    said = str(problem.args[0] if problem.args else problem).rstrip(".")
    if isinstance(problem, SyntaxError) and _is_newer_python(data):
        running = ".".join(map(str, sys.version_info[:2]))
        said = f"it is written for a newer Python than the {running} that runs the linter ({said})"
    return UnparsableFact(Span(line, column, line, column), said)


def _suspects(files: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Of many files those that look broken; the hints that often mislead only within the budget."""
    found, doubtful = [], []
    for path, data in files:
        if _is_damaged(data):
            found.append((path, data))
        elif _looks_unfinished(data):
            doubtful.append((path, data))
    left = _BUDGET
    for path, data in sorted(doubtful, key=lambda file: len(file[1])):
        left -= len(data)
        if left < 0:
            break
        found.append((path, data))
    return found


def _is_damaged(data: bytes) -> bool:
    if b"\0" in data or _ENCODING.match(data) or (b"<<<<<<< " in data and _CONFLICT.search(data)):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _looks_unfinished(data: bytes) -> bool:
    """Whether brackets do not match, or Python 2 prints; both also happen inside strings."""
    if any(data.count(opening) != data.count(closing) for opening, closing in _BRACKETS):
        return True
    return b'print "' in data or b"print '" in data


def _is_newer_python(data: bytes) -> bool:
    """Whether libcst, which reads the newest syntax whatever runs it, takes the file."""
    if data.count(b"(") + data.count(b"[") + data.count(b"{") > 100 and _depth(data) > _DEEPEST:
        return False
    import libcst as cst  # noqa: PLC0415 - only for a file that is broken anyway

    try:
        cst.parse_module(data)
    except (cst.ParserSyntaxError, SyntaxError, LookupError, RecursionError, ValueError):
        return False
    return True


def _depth(data: bytes) -> int:
    depth = deepest = 0
    for byte in data:
        if byte in b"([{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b")]}":
            depth -= 1
    return deepest

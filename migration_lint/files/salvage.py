"""Read a file without the statements that are nested too deep for the parser.

Python's own parser gives up on a whole file for the sake of one expression of thousands of
operands. Here the statements that it cannot read are replaced by `pass`, and all others stay where
they are.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Sequence

from migration_lint.files.source_lines import decode, split_lines
from migration_lint.named_tuple import NamedTuple
from migration_lint.regex import regex

_SHORT = 150  # characters of a statement that nothing is nested too deep in
_TOKEN = regex(
    r"(?:'''|\"\"\")(?P<quotes>)|'(?:\\.|[^\\\n'])*'|\"(?:\\.|[^\\\n\"])*\"|#[^\n]*|\\\n"
    r"|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<end>\n)",
    re.DOTALL,
)
_HEAD = regex(r"(?P<indent>\s*)(?P<word>if|elif|while|for|with)\b.*:\s*(?:#[^\n]*)?\Z", re.DOTALL)
_GOES_ON = regex(r"(?:elif|else|except|finally)\b|[ \t)\]}]|#|$|\n")


class Salvage(NamedTuple):
    """What can be read of a file.

    Attributes:
        tree: The file, with `pass` for what is nested too deep.
        unread: The first and the last line of each statement that was not read.
    """

    tree: ast.Module
    unread: tuple[tuple[int, int], ...]


def is_too_deep(problem: Exception) -> bool:
    """Whether the parser gave up because of depth, not because of errors."""
    if isinstance(problem, SyntaxError):
        return "too many nested" in str(problem.msg)
    return isinstance(problem, (RecursionError, MemoryError))


def salvage(data: bytes) -> Salvage | None:
    """What can be read of a file that is nested too deep; None where nothing can."""
    text = "\n".join([*split_lines(decode(data)), ""])
    for split in (_statements, _blocks):
        left, unread = _replaced(text, list(split(text)))
        tree, _ = _parsed(left)
        if tree is not None and unread:
            return Salvage(tree, unread)
    return None


def _replaced(
    text: str, parts: Sequence[tuple[int, int]]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text with `pass` for the parts of it that are nested too deep, and their lines."""
    pieces, unread, last = [], [], 0
    for start, end in parts:
        part = text[start:end]
        if end - start < _SHORT or not _is_deep(part):
            continue
        line = text.count("\n", 0, start) + 1
        unread.append((line, line + part.rstrip("\n").count("\n")))
        pieces += [text[last:start], _stand_in(part)]
        last = end
    return "".join([*pieces, text[last:]]), tuple(unread)


def _is_deep(part: str) -> bool:
    code = part.lstrip()
    if _HEAD.match(part):
        code = re.sub(r":\s*(?:#[^\n]*)?\Z", ": pass", code.removeprefix("el"))
    _, problem = _parsed(code)
    return problem is not None and is_too_deep(problem)


def _stand_in(part: str) -> str:
    """`pass`, or the head of a block that is never entered, on as many lines."""
    indent = part[: len(part) - len(part.lstrip())].rpartition("\n")[2]
    head = _HEAD.match(part)
    word = "elif 0:" if head and head["word"] == "elif" else "if 0:"
    return indent + (word if head else "pass") + "\n" * part.count("\n")


def _parsed(code: str) -> tuple[ast.Module | None, Exception | None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of invalid escapes in the code that is read
            return ast.parse(code), None
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        return None, problem


def _statements(text: str) -> Iterator[tuple[int, int]]:
    """Simple statements and heads of compound ones: where each begins and ends."""
    start = depth = at = 0
    while found := _TOKEN.search(text, at):
        at = found.end()
        if found["quotes"] is not None:
            closing = text.find(found[0], at)
            at = len(text) if closing < 0 else closing + 3
        elif found["open"]:
            depth += 1
        elif found["close"]:
            depth = max(depth - 1, 0)
        elif found["end"] and not depth:
            if text[start:at].strip():
                yield start, at
            start = at
    if text[start:].strip():
        yield start, len(text)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Statements at the top level, with all that is in them."""
    begin = end = None
    decorated = False
    for start, stop in _statements(text):
        is_next = not decorated and not _GOES_ON.match(text, start)
        if begin is not None and end is not None and is_next:
            yield begin, end
            begin = None
        begin, end = start if begin is None else begin, stop
        decorated = text.startswith("@", start) or (decorated and text[start] in " \t")
    if begin is not None and end is not None:
        yield begin, end

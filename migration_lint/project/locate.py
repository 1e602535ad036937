"""The line of a key in a TOML file, for messages; the standard parser does not keep it."""

from __future__ import annotations

from collections.abc import Sequence

from migration_lint.regex import regex

_HEADER = regex(r"^\s*\[\[?\s*(?P<name>[^\]]+?)\s*\]")
_NAME = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
_KEY = regex(rf"^\s*(?P<name>{_NAME}(?:\s*\.\s*{_NAME})*)\s*=")
_PART = regex(_NAME)


def line_of_key(content: str, key: Sequence[str]) -> int | None:
    """The 1-based line where `key`, or the nearest table around it, is written; None if nowhere."""
    table: list[str] = []
    best: tuple[int, int] | None = None  # (how many parts of the key agree, line)
    for number, line in enumerate(content.splitlines(), 1):
        header, assignment = _HEADER.match(line), _KEY.match(line)
        if header:
            table = _parts(header["name"])
            here = table
        elif assignment:
            here = table + _parts(assignment["name"])
        else:
            continue
        if here == list(key[: len(here)]) and (best is None or len(here) > best[0]):
            best = (len(here), number)
    return best[1] if best else None


def _parts(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in _PART.findall(dotted)]

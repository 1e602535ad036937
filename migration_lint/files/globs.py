"""Globs of project paths, as `exclude`, `bridges` and `per-file-ignores` hold them.

A pattern without `/` is a name and matches a file or folder anywhere; one with `/` is a path
from the root. Both match whole folders: what lies inside a matching folder matches too.
`*` and `?` stay within one part of a path, `**` crosses folders.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, which takes longer to import than the rest of a warm run
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Matcher = Callable[[str], bool]

_MAGIC = frozenset("*?[")
_GITS_MAGIC = _MAGIC | frozenset("!#/\\")


def matcher(patterns: Iterable[str]) -> Matcher:
    """A function that says whether a path, or a folder around it, matches one of `patterns`."""
    cleaned = [pattern.strip().removeprefix("./").strip("/") for pattern in patterns]
    plain = {pattern for pattern in cleaned if not _MAGIC.intersection(pattern)}
    names = frozenset(pattern for pattern in plain if "/" not in pattern)
    rooted = tuple(f"{pattern}/" for pattern in plain if "/" in pattern)
    magic = [pattern for pattern in cleaned if pattern not in plain]
    expression = _compiled(magic) if magic else None

    def matches(path: str) -> bool:
        if names and not names.isdisjoint(path.split("/")):
            return True
        if rooted and f"{path}/".startswith(rooted):
            return True
        return expression is not None and expression(path)

    return matches


def plain_names(patterns: Iterable[str]) -> list[str]:
    """Those of some globs that are plain names, for git too."""
    cleaned = (pattern.strip().removeprefix("./").strip("/") for pattern in patterns)
    return [one for one in cleaned if one and _GITS_MAGIC.isdisjoint(one)]


def _compiled(patterns: list[str]) -> Matcher:
    import re  # noqa: PLC0415 - most projects exclude plain names

    whole = "|".join(f"(?:{_translated(pattern)})" for pattern in patterns)
    expression = re.compile(rf"(?:{whole})(?:/.*)?\Z", re.DOTALL)
    return lambda path: expression.match(path) is not None


def _translated(pattern: str) -> str:
    import re  # noqa: PLC0415 - as above

    parts = [] if "/" in pattern else ["(?:.*/)?"]
    tokens = re.findall(r"\*\*/|/\*\*\Z|\*\*|\*|\?|\[[^\]]+\]|.", pattern, re.DOTALL)
    known = {"**/": "(?:.*/)?", "/**": "(?:/.*)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    for token in tokens:
        if token in known:
            parts.append(known[token])
        elif len(token) > 1:
            parts.append(token.replace("[!", "[^").replace("\\", "\\\\"))
        else:
            parts.append(re.escape(token))
    return "".join(parts)

"""JSON: missions, editor settings, manifests; comments, trailing commas and JSON lines too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]  # the second is missing in the stubs only
from typing import Any

from migration_lint.facts import UnparsableFact
from migration_lint.readers.base import Reader
from migration_lint.readers.excerpt import Excerpt, unescape
from migration_lint.readers.tree import Items, Node, Scalar, Table, tree_facts
from migration_lint.regex import regex

_SKIPPED = regex(r"(?:[ \t\r\n,:]+|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_BARE = regex(r"[^\s,:\[\]{}\"]+")
_CONSTANTS: dict[str, Any] = {"true": True, "false": False, "null": None}


class JsonReader(Reader):
    """The standard parser keeps no places, so the structure is walked here, without recursion."""

    names = ("*.json", "*.jsonc", "*.json5", "*.jsonl", "*.ndjson", "*.webmanifest")

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield every setting, and the commands under keys that hold some."""
        try:
            roots = parse_json(source)
        except JSONDecodeError as problem:
            yield not_json(source, problem)
            return
        for root in roots:
            yield from tree_facts(root)


def not_json(source: Excerpt, problem: JSONDecodeError) -> UnparsableFact:
    """What is said of a text that is no JSON, at the place where the parser gave up."""
    at = min(problem.pos, len(source))
    return UnparsableFact(source.span(at, at), f"is not valid JSON: {problem.msg}")


def parse_json(source: Excerpt) -> list[Node]:
    """The values in a text, more than one in JSON lines.

    Raises:
        JSONDecodeError: A string does not end, brackets do not match, a key has no value.
    """
    roots = Items()
    around: list[Table | Items] = [roots]
    key: Excerpt | None = None
    text = source.text
    at = _skip(text, 0)
    while at < len(text):
        holder = around[-1]
        if text[at] in "}]":
            _check_end(text, at, None if len(around) == 1 else holder, key)
            around.pop()
            at = _skip(text, at + 1)
        elif isinstance(holder, Table) and key is None:
            key, at = _read_key(source, at)
        else:
            node, at = _read_value(source, at)
            if isinstance(holder, Items):
                holder.members.append(node)
            elif key is not None:
                holder.items.append((key, node))
            key = None
            if not isinstance(node, Scalar):
                around.append(node)
    if len(around) > 1:
        raise JSONDecodeError("the file ends inside brackets", text, at)
    return roots.members


def _check_end(text: str, at: int, holder: Table | Items | None, key: Excerpt | None) -> None:
    """Check that the bracket at a place ends what it stands in, with no value missing before it."""
    if holder is None or isinstance(holder, Table) != (text[at] == "}"):
        raise JSONDecodeError(f"unexpected {text[at]!r}", text, at)
    if key is not None:
        raise JSONDecodeError("a value is due", text, at)


def _skip(text: str, at: int) -> int:
    found = _SKIPPED.match(text, at)
    return found.end() if found else at


def _read_key(source: Excerpt, at: int) -> tuple[Excerpt, int]:
    node, end = _read_value(source, at)
    if not isinstance(node, Scalar):
        raise JSONDecodeError("a key is due", source.text, at)
    return node.text, end


def _read_value(source: Excerpt, at: int) -> tuple[Node, int]:
    text = source.text
    if text[at] in "{[":
        return (Table() if text[at] == "{" else Items()), _skip(text, at + 1)
    if text[at] == '"':
        value, end = scanstring(text, at + 1, False)
        return Scalar(value, unescape(source[at + 1 : end - 1])), _skip(text, end)
    bare = _BARE.match(text, at)
    if bare is None:
        raise JSONDecodeError(f"unexpected {text[at]!r}", text, at)
    word = source[at : bare.end()]
    return Scalar(_constant(word.text), word), _skip(text, bare.end())


def _constant(word: str) -> object:
    if word in _CONSTANTS:
        return _CONSTANTS[word]
    try:
        return float(word) if "." in word or "e" in word.lower() else int(word)
    except ValueError:
        return word

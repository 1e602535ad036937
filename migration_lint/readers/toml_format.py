"""TOML: pyproject and every other `.toml`, lock files left out."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence

from migration_lint.diagnostic import Span
from migration_lint.facts import UnparsableFact
from migration_lint.readers.base import Reader
from migration_lint.readers.excerpt import Excerpt, unescape
from migration_lint.readers.tree import Items, Node, Scalar, Table, tree_facts
from migration_lint.regex import regex

_TOKEN = regex(
    r"(?P<skip>[ \t]+|\#[^\n]*)"
    r"|(?P<string>\"\"\"(?P<mb>(?:[^\\]|\\.)*?\"{0,2})\"\"\"|'''(?P<ml>.*?'{0,2})'''"
    r"|\"(?P<b>(?:[^\"\\\n]|\\.)*)\"|'(?P<l>[^'\n]*)')"
    r"|(?P<bare>[^\s\"'#=\[\]{},.]+(?:\.(?=\d)[^\s\"'#=\[\]{},.]+)*)"
    r"|(?P<mark>\r?\n|[=\[\]{},.])",
    re.DOTALL,
)


class TomlReader(Reader):
    """`tomllib` says whether a file is TOML; it keeps no places, so those are found here."""

    names = ("*.toml", "Pipfile")

    @classmethod
    def takes(cls, path: str, first_line: str) -> bool:
        """Every TOML file but the linter's own, which names the migration without using it."""
        return not path.endswith("engine_rollout.toml") and super().takes(path, first_line)

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield every setting, and the commands under keys that hold some."""
        problem = _problem(source.text)
        if problem:
            yield UnparsableFact(_place(source, problem), f"is not valid TOML: {problem}")
            return
        for keys, node in parse_toml(source):
            if keys[:2] == ("tool", "engine_rollout"):
                continue
            yield from tree_facts(node, keys)


def _problem(text: str) -> str:
    if sys.version_info >= (3, 11):
        import tomllib  # noqa: PLC0415 - only where a TOML file is to be read
    else:
        import tomli as tomllib  # noqa: PLC0415 - as above
    try:
        tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as problem:
        return str(problem)
    return ""


def _place(source: Excerpt, problem: str) -> Span:
    """Where the parser gave up, which it says in words only."""
    said = re.search(r"\(at line (\d+), column (\d+)\)", problem)
    at = source.lines.offset(int(said[1]), int(said[2])) if said else 0
    return source.span(at, at)


def parse_toml(source: Excerpt) -> list[tuple[tuple[str, ...], Table]]:
    """The tables of a valid file, each with the keys of its header; dotted keys are nested."""
    return _Parser(source).tables()


class _Parser:
    def __init__(self, source: Excerpt) -> None:
        self._source = source
        self._tokens = [
            t for t in _TOKEN.finditer(source.text) if t.lastgroup != "skip" and t["skip"] is None
        ]
        self._at = 0

    def tables(self) -> list[tuple[tuple[str, ...], Table]]:
        table = Table()
        tables: list[tuple[tuple[str, ...], Table]] = [((), table)]
        while self._peek():
            if self._peek() == "[":
                table = Table()
                tables.append((self._header(), table))
            elif self._is_line_end():
                self._at += 1
            else:
                self._pair(table)
        return tables

    def _peek(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def _is_line_end(self) -> bool:
        return self._peek() in {"\n", "\r\n", ","}

    def _header(self) -> tuple[str, ...]:
        names: list[str] = []
        while self._peek() and not self._is_line_end():
            token = self._tokens[self._at]
            if token["mark"] is None:
                names.append(self._text(token).text)
            self._at += 1
        return tuple(names)

    def _pair(self, table: Table) -> None:
        names: list[Excerpt] = []
        while self._peek() and self._peek() != "=":
            token = self._tokens[self._at]
            if token["mark"] is None:
                names.append(self._text(token))
            self._at += 1
        self._at += 1
        _put(table, names, self._value())

    def _value(self) -> Node:
        opener = self._peek()
        if opener not in {"[", "{"}:
            return self._scalar()
        self._at += 1
        node: Table | Items = Items() if opener == "[" else Table()
        while self._peek() and self._peek() not in {"]", "}"}:
            if self._is_line_end():
                self._at += 1
            elif isinstance(node, Items):
                node.members.append(self._value())
            else:
                self._pair(node)
        self._at += 1
        return node

    def _scalar(self) -> Scalar:
        """A string, or a bare value, which dots and spaces may cut into several tokens."""
        first = last = self._tokens[self._at]
        self._at += 1
        text = self._text(first)
        if first["string"] is not None:
            return Scalar(text.text, text)
        while self._peek() and not self._is_line_end() and self._peek() not in {"]", "}"}:
            last = self._tokens[self._at]
            self._at += 1
        word = self._source[first.start() : last.end()]
        return Scalar({"true": True, "false": False}.get(word.text, _number(word.text)), word)

    def _text(self, token: re.Match[str]) -> Excerpt:
        for group in ("mb", "b"):
            if token[group] is not None:
                return unescape(self._source[token.start(group) : token.end(group)])
        for group in ("ml", "l"):
            if token[group] is not None:
                return self._source[token.start(group) : token.end(group)]
        return self._source[token.start() : token.end()]


def _put(table: Table, names: Sequence[Excerpt], value: Node) -> None:
    for name in names[:-1]:
        inner = Table()
        table.items.append((name, inner))
        table = inner
    if names:
        table.items.append((names[-1], value))


def _number(word: str) -> object:
    try:
        return int(word.replace("_", ""), 0)
    except ValueError:
        return word

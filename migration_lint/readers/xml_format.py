"""XML that configures something: run configurations of JetBrains, launchd, Ant, IIS."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lint.readers.base import Reader
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.tree import Items, Node, Scalar, Table, tree_facts
from migration_lint.regex import regex

_MARKUP = regex(
    r"<!--.*?-->|<!\[CDATA\[(?P<data>.*?)\]\]>|<[?!][^>]*>"
    r"|<(?P<close>/)?(?P<name>[\w:.-]+)(?P<attributes>(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)"
    r"\s*(?P<empty>/)?>|(?P<text>[^<]+)",
    re.DOTALL,
)
_ATTRIBUTE = regex(r"(?P<name>[\w:.-]+)\s*=\s*(?P<quote>[\"'])(?P<value>.*?)(?P=quote)", re.DOTALL)


class XmlReader(Reader):
    """The standard parser keeps no places; much other XML is data, and is not taken."""

    names = (
        "*.run.xml", ".idea/runConfigurations/*.xml", "*.plist", "build.xml",
        "web.config", "app.config", "*.pyproj", "*.csproj",
    )  # fmt: skip
    rank = 0

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield attributes and elements as settings, and the commands under keys that hold some."""
        yield from tree_facts(_parsed(source))


class _Element:
    """An element that is still open.

    Attributes:
        items: Its attributes and elements.
        text: The text inside it.
    """

    def __init__(self, name: Excerpt, items: list[tuple[Excerpt, Node]]) -> None:
        self.name = name
        self.items = items
        self.text: Excerpt | None = None

    def node(self) -> Node:
        """What it is as a part of a configuration; lists and dicts of launchd are those."""
        if not self.items and self.text is not None:
            return Scalar(self.text.text, self.text)
        if self.name.text == "dict":
            return Table(list(self._pairs()))
        if self.name.text == "array":
            return Items([node for _, node in self.items])
        return Table(self.items)

    def _pairs(self) -> Iterator[tuple[Excerpt, Node]]:
        key: Excerpt | None = None
        for name, node in self.items:
            if name.text == "key" and isinstance(node, Scalar):
                key = node.text
            elif key is not None:
                yield key, _truth(name) if isinstance(node, Table) and not node.items else node


def _truth(name: Excerpt) -> Node:
    """`<false/>`."""
    return Scalar({"true": True, "false": False}.get(name.text, ""), name)


def _parsed(source: Excerpt) -> Node:
    """The elements of a file; one that is never closed ends with the one around it."""
    opened = [_Element(source[:0], [])]
    for found in _MARKUP.finditer(source.text):
        if found["name"] is None:
            group = "data" if found["data"] is not None else "text"
            text = source[slice(*found.span(group))].strip() if found[group] else None
            opened[-1].text = text or opened[-1].text
        elif found["close"]:
            while len(opened) > 1 and _close(opened) != found["name"]:
                pass
        else:
            begin = found.start("attributes")
            inner = source[begin : found.end("attributes")]
            element = _Element(source[slice(*found.span("name"))], list(_attributes(inner)))
            opened.append(element)
            if found["empty"]:
                _close(opened)
    while len(opened) > 1:
        _close(opened)
    return Table(opened[0].items)


def _close(opened: list[_Element]) -> str:
    """Put the innermost element into the one around it; gives its name."""
    done = opened.pop()
    opened[-1].items.append((done.name, done.node()))
    return done.name.text


def _attributes(inner: Excerpt) -> Iterator[tuple[Excerpt, Node]]:
    for found in _ATTRIBUTE.finditer(inner.text):
        value = inner[slice(*found.span("value"))]
        yield inner[slice(*found.span("name"))], Scalar(value.text, value)

"""YAML: compose files, workflows, pipelines, Kubernetes manifests, Helm charts, mission files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from migration_lint.facts import UnparsableFact
from migration_lint.readers.base import Reader
from migration_lint.readers.excerpt import Excerpt, unescape
from migration_lint.readers.tree import Items, Node, Scalar, Table, tree_facts
from migration_lint.regex import regex

if TYPE_CHECKING:
    import yaml

_TEMPLATE_LINE = (
    r"(?m)^[ \t]*\{\{-?[ \t]*(?:if|else|end|range|with|define|include|template|/\*)[^\n]*$"
)
_TEMPLATE = r"(?<!\$)\{\{.*?\}\}"
# The default of a value in a template: `{{ .Values.flag | default "false" }}`.
_DEFAULT = r"(?<!\$)\{\{(?:(?!\}\}).)*?\bdefault[\s(]+[\"']?(?P<kept>\w[\w.-]*)(?:(?!\}\}).)*\}\}"
_BLOCK_HEADER = regex(r"[|>][^\n]*\n")
_PROPERTIES = regex(r"(?:[&!]\S*\s+)+")  # an anchor and a tag, in front of a value
_MOST_ALIASED = 10_000  # nodes that are looked at again, under the keys of their aliases
_YES = frozenset({"true", "yes", "on", "y"})


class YamlReader(Reader):
    """PyYAML composes the nodes with their marks; nothing is constructed from them."""

    names = ("*.yml", "*.yaml", "*.yml.j2", "*.yaml.j2", "*.yaml.tmpl", "*.clang-format", "*.eyaml",
             "MLproject")  # fmt: skip

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield every setting, and the commands under keys that hold some."""
        import yaml  # noqa: PLC0415 - only where a YAML file is to be read

        plain = source
        if "{{" in source.text:  # a template of Helm or Jinja is YAML once its holes are filled
            plain = source.replace(_TEMPLATE_LINE, " ").replace(_DEFAULT, " ")
            plain = plain.replace(_TEMPLATE, "x")
        plain = plain.replace(r"(?<=\n)\t+(?=\r?\n)|[\x00\ufeff]", " ")
        try:
            documents = list(yaml.compose_all(plain.text, Loader=yaml.SafeLoader))
        except (yaml.YAMLError, RecursionError) as problem:
            at = getattr(problem, "problem_mark", None)
            offset = at.index if at is not None else 0
            reason = getattr(problem, "problem", None) or "it is nested too deeply"
            yield UnparsableFact(source.span(offset, offset), f"is not valid YAML: {reason}")
            return
        for document in documents:
            if document is not None:
                yield from tree_facts(_Tree(plain).node(document, ()))


class _Tree:
    """Makes our nodes of PyYAML's, where an alias is the very node that it stands for."""

    def __init__(self, source: Excerpt) -> None:
        self._source = source
        self._seen: set[int] = set()
        self._again = _MOST_ALIASED

    def node(self, node: yaml.Node, around: tuple[int, ...]) -> Node:
        """One node; an alias that holds itself is cut, and so are aliases without end."""
        if id(node) in self._seen:
            self._again -= 1
            if id(node) in around or self._again < 0:
                return Items()
        self._seen.add(id(node))
        around = (*around, id(node))
        kind = getattr(node, "id", "")  # PyYAML's own name for the classes of nodes
        if kind == "mapping":
            pairs = [
                (_text(self._source, key), self.node(value, around)) for key, value in node.value
            ]
            return Table(pairs)
        if kind == "sequence":
            return Items([self.node(member, around) for member in node.value])
        text = _text(self._source, node)
        is_plain = not getattr(node, "style", None)
        return Scalar(_plain(node.tag, text.text) if is_plain else text.text, text)


def _plain(tag: str, text: str) -> object:
    """What YAML 1.1 makes of a value without quotes."""
    if tag.endswith(":bool"):
        return text.lower() in _YES
    if tag.endswith(":int") and re.fullmatch(r"[+-]?\d+", text):
        return int(text)
    return None if tag.endswith(":null") else text


def _text(source: Excerpt, node: yaml.Node) -> Excerpt:
    """A scalar's text as it reads, each character at its place."""
    written = source[node.start_mark.index : node.end_mark.index]
    properties = _PROPERTIES.match(written.text)
    written = written[properties.end() :] if properties else written
    style = getattr(node, "style", None)
    if style == '"':
        return unescape(written[1:-1])
    if style == "'":
        return written[1:-1]
    if style in {"|", ">"}:
        return _block(written, folded=style == ">")
    return written.strip()


def _block(written: Excerpt, *, folded: bool) -> Excerpt:
    """A block scalar without its header and indentation; folded lines are joined by spaces."""
    header = _BLOCK_HEADER.match(written.text)
    lines = list(written[header.end() if header else len(written) :].split_lines())
    indents = [len(line.text) - len(line.text.lstrip(" ")) for line in lines if line.text.strip()]
    indent = min(indents, default=0)
    return written.join((line[indent:] for line in lines), " " if folded else "\n")

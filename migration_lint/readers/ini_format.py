"""INI and what is written like it: setup.cfg, tox.ini, supervisor, systemd units, .coveragerc."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lint.readers.base import Reader
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import SettingFact
from migration_lint.readers.setting_texts import unquote
from migration_lint.readers.tree import Items, Node, Scalar, Table, tree_facts
from migration_lint.regex import regex

_SECTION = regex(r"\[(?P<name>.*)\]\s*(?:[;#].*)?$")
_OPTION = regex(r"(?P<name>[^\s=:#;][^=:]*?)\s*[=:]\s*(?P<value>.*)")
_COMMENT = regex(r"\s*(?:[#;]|$)")
# What Apache and nginx hand on to a program, and the program.
_DIRECTIVE = regex(
    r"^\s*(?:SetEnv|uwsgi_param|fastcgi_param|env)\s+(?P<name>[A-Za-z_]\w*)\s+[\"']?(?P<value>[^\s;\"']+)",
    re.MULTILINE | re.IGNORECASE,
)
# A machine with its variables, in an inventory of Ansible.
_HOST = regex(r"^[\w.-]+(?P<variables>(?:[ \t]+\w+=\S+)+)[ \t]*$", re.MULTILINE)
_WSGI = regex(
    r"^\s*WSGI(?:ScriptAlias\s+\S+|ImportScript)\s+[\"']?(?P<path>[^\s\"']+)",
    re.MULTILINE | re.IGNORECASE,
)


class IniReader(Reader):
    """The standard `configparser` keeps no places and refuses the repeated keys of units."""

    names = (
        "*.ini", "*.cfg", "*.conf", "*.config", "*.properties", ".coveragerc", ".flake8",
        ".pylintrc", "pylintrc", ".isort.cfg", "*.desktop", "*.service", "*.timer", "*.socket",
        "*.target", "*.container", "entry_points.txt", ".importlinter", ".bandit",
    )  # fmt: skip

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield every option, section names as keys, and the commands under keys that hold some."""
        yield from tree_facts(parse_ini(source))
        for found in _DIRECTIVE.finditer(source.text):
            value = source[slice(*found.span("value"))]
            span = source.span(*found.span("name"))
            yield SettingFact(found["name"], value.text, span, (), value)
        for found in _HOST.finditer(source.text):
            variables = source[slice(*found.span("variables"))]
            for one in re.finditer(r"(\w+)=(\S+)", variables.text):
                value = variables[slice(*one.span(2))]
                yield SettingFact(
                    one[1], value.text, variables.span(*one.span(1)), (one[1],), value
                )
        for found in _WSGI.finditer(source.text):
            path = source[slice(*found.span("path"))]
            yield SettingFact("", path.text, path.span(), ("wsgi",), path)


def parse_ini(source: Excerpt) -> Table:
    """The sections of a file; options before the first section stand at the top.

    A value over several lines is a list of its lines.
    """
    root = Table()
    section = root
    lines: list[Excerpt] = []
    for line in source.split_lines():
        if _COMMENT.match(line.text):
            continue
        header, option = _SECTION.match(line.text), _OPTION.match(line.text)
        if header:
            section, lines = Table(), []
            root.items.append((line[header.start("name") : header.end("name")], section))
        elif line.text[0] in " \t" and lines:
            lines.append(line.strip())
        elif option:
            lines = [line[option.start("value") :].strip()]
            name = line[option.start("name") : option.end("name")]
            section.items.append((name, _Value.of(lines)))
    return _resolved(root)


class _Value(Scalar):
    """A value whose further lines are still to come; until then it is an empty one."""

    lines: list[Excerpt]

    @classmethod
    def of(cls, lines: list[Excerpt]) -> _Value:
        """The value that begins with the first of some lines."""
        value = cls("", lines[0])
        value.lines = lines
        return value

    def resolved(self) -> Node:
        lines = [line for line in self.lines if line.text]
        if any(line.text.endswith("\\") for line in lines):
            lines = [lines[0].join((line[: len(line.text.rstrip("\\"))] for line in lines), " ")]
        scalars = [_scalar(line) for line in lines]
        if len(scalars) == 1 and self.lines[0].text:
            return scalars[0]
        return Items(list(scalars)) if scalars else self


def _resolved(table: Table) -> Table:
    resolved: list[tuple[Excerpt, Node]] = []
    for name, value in table.items:
        if isinstance(value, _Value):
            resolved.append((name, value.resolved()))
        elif isinstance(value, Table):
            resolved.append((name, _resolved(value)))
    return Table(resolved)


def _scalar(line: Excerpt) -> Scalar:
    whole = re.fullmatch(r"(['\"])[^'\"]*\1(\s+[#;].*)?", line.text)
    plain = unquote(line) if whole else line[: len(re.sub(r"\s+[#;].*", "", line.text))]
    return Scalar(plain.text, plain)

"""Dockerfiles, Containerfiles and what is written like them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from migration_lint.readers.base import Reader
from migration_lint.readers.command_facts import argv_facts, shell_facts
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import CommandFact, SettingFact
from migration_lint.readers.files_inside import facts_inside
from migration_lint.readers.json_format import parse_json
from migration_lint.readers.setting_texts import setting_in
from migration_lint.readers.shell_words import shell_commands
from migration_lint.readers.tree import Items, Scalar
from migration_lint.regex import regex

_INSTRUCTION = regex(
    r"^[ \t]*(?:ONBUILD[ \t]+)?(?P<name>[A-Za-z]+)[ \t]+"
    r"(?P<rest>(?:[^\\\n]|\\(?![ \t]*\r?\n)|\\[ \t]*\r?\n(?:[ \t]*#[^\n]*\n)*)*)",
    re.MULTILINE,
)
_BACKTICK = regex(r"(?:#[^\n]*\n)*?#[ \t]*escape[ \t]*=[ \t]*`", re.IGNORECASE)
_HERE = regex(r"<<-?[\"']?(?P<end>\w+)[\"']?")
_FLAGS = regex(r"(?:--[\w-]+(?:=\S+)?\s+)*(?:CMD\s+)?")
_OLD_ENV = regex(r"(?P<name>[A-Za-z_]\w*)[ \t]+(?P<value>[^=\s].*)", re.DOTALL)


class DockerfileReader(Reader):
    """ENV and ARG are settings; CMD, ENTRYPOINT, RUN, COPY and the like are commands."""

    names = (
        "Dockerfile",
        "Dockerfile.*",
        "*.Dockerfile",
        "*.dockerfile",
        "Containerfile",
        "Containerfile.*",
        "Earthfile",
    )
    rank = 0

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield the facts of each instruction."""
        if _BACKTICK.match(source.text):
            source = source.replace(r"`(?=[ \t]*\r?\n)", "\\")
        at = 0
        while found := _INSTRUCTION.search(source.text, at):
            start, end = found.span("rest")
            here = _HERE.search(found["rest"])
            if here:
                closing = re.compile(rf"^\s*{here['end']}\s*$", re.MULTILINE)
                last = closing.search(source.text, end)
                end = last.end() if last else len(source.text)
            yield from _instruction(found["name"].upper(), source[start:end])
            at = max(end, found.end())


def _instruction(name: str, rest: Excerpt) -> Iterator[object]:
    rest = _without_comments(rest)
    if name in {"ENV", "ARG"}:
        yield from _settings(rest)
    elif name in {"RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "SHELL"}:
        flags = _FLAGS.match(rest.text)
        command = rest[flags.end() if flags else 0 :]
        here = _HERE.match(command.text)
        yield from _command(command[here.end() :] if here else command)
    elif name in {"COPY", "ADD"}:
        here = _HERE.search(rest.text)
        if here:
            yield from _file_written(rest, here)
            return
        words = [
            rest[word.start() : word.end()] for word in re.finditer(r"[^\s,\[\]\"]+", rest.text)
        ]
        if words:
            yield CommandFact((Excerpt(rest.lines, "cp", [words[0].offsets[0]] * 2), *words))


def _file_written(rest: Excerpt, here: re.Match[str]) -> Iterator[object]:
    """`COPY <<END PATH`: the text up to its end is a file."""
    first = rest.text.partition("\n")[0]
    text = rest[len(first) + 1 :].replace(rf"(?m)^\s*{here['end']}\s*$", " ")
    yield from facts_inside(first.split()[-1], text)


def _without_comments(rest: Excerpt) -> Excerpt:
    """Lines of comment between continued lines are left out by Docker."""
    return rest.replace(r"(?<=\n)[ \t]*#[^\n]*\n", " ")


def _settings(rest: Excerpt) -> Iterator[SettingFact]:
    old = _OLD_ENV.fullmatch(rest.text.strip())
    if old:
        stripped = rest.strip()
        value = stripped[old.start("value") :].strip()
        value = value[1:-1] if value.text[:1] in {'"', "'"} else value
        yield SettingFact(old["name"], value.text, stripped.span(*old.span("name")), (), value)
        return
    for command in shell_commands(rest):
        for word in command.words:
            yield from setting_in(word)


def _command(rest: Excerpt) -> Iterator[object]:
    """A JSON list is an argv; anything else is for the shell."""
    try:
        is_argv = isinstance(json.loads(rest.text), list)
    except ValueError:
        is_argv = False
    if not is_argv:
        yield from shell_facts(rest)
        return
    for node in parse_json(rest):
        members = node.members if isinstance(node, Items) else []
        words = [member.text for member in members if isinstance(member, Scalar)]
        if words:
            yield from argv_facts(words)

"""Makefiles and justfiles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from migration_lint.readers.base import Reader
from migration_lint.readers.command_facts import shell_facts
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import CommandFact, SettingFact
from migration_lint.readers.files_inside import facts_inside
from migration_lint.readers.setting_texts import setting_in, unquote
from migration_lint.regex import regex

_VARIABLE = regex(
    r"(?:[^\t:=#][^:=#]*:\s*)?(?:(?:export|override|private|set)\s+)*"
    r"(?P<name>[A-Za-z_]\w*)\s*(?:[:?+!]|::)?=\s*(?P<value>.*)",
    re.DOTALL,
)
# A recipe that begins with `#!`, as just has them: all of it is one program.
_PROGRAM = r"(?m)^(?P<indent>[ \t]+)#![^\n]*(?:\n(?:(?P=indent)[^\n]*|[ \t]*(?=\n)))*"
_RULE = regex(r"(?P<targets>[^\s:#=][^:#=]*)::?(?!=)(?P<needs>[^;#]*)(?:;(?P<recipe>.*))?")


class MakefileReader(Reader):
    """Variables are settings; recipe lines are shell, prerequisites are named files."""

    names = (
        "Makefile", "makefile", "GNUmakefile", "Makefile.*", "*.mk", "*.mak",
        "justfile", "Justfile", "*.just", "debian/rules",
    )  # fmt: skip
    rank = 0

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield the facts of each logical line."""
        for program in re.finditer(_PROGRAM, source.text):
            lines = source[slice(*program.span())].split_lines()
            dedented = source.join((line[len(program["indent"]) :] for line in lines), "\n")
            yield from facts_inside("recipe", dedented)
        in_definition = False
        for line in _logical_lines(source.replace(_PROGRAM, " ")):
            starts = re.match(r"(define|endef)\b", line.text)
            if starts:
                in_definition = starts[1] == "define"
                continue
            if in_definition:
                yield from shell_facts(line)
                continue
            if line.text.startswith("\t") or re.match(r" {2,}\S", line.text):
                recipe = re.match(r"\s*[@+-]*", line.text)
                yield from shell_facts(line[recipe.end() if recipe else 0 :])
                continue
            yield from _line_facts(line)


def _line_facts(line: Excerpt) -> Iterator[object]:
    variable, rule = _VARIABLE.match(line.text), _RULE.match(line.text)
    if variable:
        words = [
            line[variable.start("value") + word.start() : variable.start("value") + word.end()]
            for word in re.finditer(r"[^\s\\,()$]+", variable["value"])
        ]
        if len(words) > 1:  # a list, of files above all
            yield CommandFact((line[slice(*variable.span("name"))], *words))
        yield from chain.from_iterable(map(setting_in, words))  # `ENV = NAME=value`, for a recipe
        value = unquote(line[variable.start("value") :])
        yield SettingFact(
            variable["name"], value.text, line.span(*variable.span("name")), (), value
        )
        for call in re.finditer(r"\$\(shell (?P<text>[^)]*)\)", line.text):
            yield from shell_facts(line[call.start("text") : call.end("text")])
    elif rule:
        begin, end = rule.span("needs")
        needs = line[begin:end]
        words = [needs[word.start() : word.end()] for word in re.finditer(r"\S+", needs.text)]
        if words:
            yield CommandFact((line[: rule.end("targets")], *words))
        if rule["recipe"]:
            recipe = line[rule.start("recipe") :]
            yield from shell_facts(recipe[len(recipe.text) - len(recipe.text.lstrip(" \t@+-")) :])


def _logical_lines(source: Excerpt) -> Iterator[Excerpt]:
    """Lines with their continuations; the shell reads those of a recipe itself."""
    waiting: list[Excerpt] = []
    for line in source.split_lines():
        waiting.append(line)
        if not line.text.endswith("\\"):
            yield source.join(waiting, "\n")
            waiting = []
    if waiting:
        yield source.join(waiting, "\n")

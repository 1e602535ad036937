"""CMake."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lint.readers.base import Reader
from migration_lint.readers.command_facts import argv_facts
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import SettingFact
from migration_lint.regex import regex

_COMMENT = r"#(?!\[)[^\n]*|#\[(=*)\[.*?\]\1\]"
_COMMAND = regex(
    r"(?P<name>[A-Za-z_]\w*)\s*\((?P<words>(?:\"(?:[^\"\\]|\\.)*\"|[^()\"]|\([^()]*\))*)\)"
)
_WORD = regex(r'"(?P<quoted>(?:[^"\\]|\\.)*)"|[^\s"]+', re.DOTALL)
_ENVIRONMENT = regex(r"ENV\{(?P<name>\w+)\}")
_SAYS = frozenset({"message", "project", "include", "find_package"})


class CMakeReader(Reader):
    """Each command with its words, of which some are commands themselves."""

    names = ("CMakeLists.txt", "*.cmake")
    rank = 0  # the former is no text for people

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield settings and commands."""
        code = source.replace(_COMMENT, " ")
        for command in _COMMAND.finditer(code.text):
            name = command["name"].lower()
            if name not in _SAYS:
                inner = code[slice(*command.span("words"))]
                yield from _command_facts(name, list(_words(inner)))


def _words(inner: Excerpt) -> Iterator[Excerpt]:
    for word in _WORD.finditer(inner.text):
        yield inner[slice(*word.span("quoted" if word["quoted"] is not None else 0))]


def _command_facts(name: str, words: list[Excerpt]) -> Iterator[object]:
    texts = [word.text for word in words]
    variable = _ENVIRONMENT.fullmatch(texts[0]) if texts else None
    if name == "set" and variable and len(words) > 1:
        span = words[0].span(*variable.span("name"))
        yield SettingFact(variable["name"], texts[1], span, (), words[1])
    elif words:
        starts = [at for at, text in enumerate(texts) if text == "COMMAND"]
        for start, end in zip([-1, *starts], [*starts, len(words)], strict=True):
            if start + 1 < end:
                yield from argv_facts(words[start + 1 : end])

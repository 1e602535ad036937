"""Specifications of RPM packages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lint.readers.base import Reader
from migration_lint.readers.command_facts import shell_facts
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import SettingFact
from migration_lint.regex import regex

_SECTION = regex(r"%(?P<name>[a-z]+)\b(?!\()")
_SCRIPTS = frozenset({
    "prep", "build", "conf", "install", "check", "clean", "pre", "post", "preun", "postun",
    "pretrans", "posttrans", "preuntrans", "postuntrans", "verifyscript", "triggerin",
    "triggerun", "triggerpostun", "generate_buildrequires",
})  # fmt: skip
_TEXTS = frozenset({"description", "changelog"})
_SOURCE = regex(r"(?:Source|Patch)\d*:\s*(?P<value>\S+)", re.IGNORECASE)


class RpmSpecReader(Reader):
    """Scriptlets are shell; sources and the files of a package are lists of names."""

    names = ("*.spec",)
    rank = 2  # those of PyInstaller are told by their first line

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield the facts of each section."""
        section = ""
        lines: list[Excerpt] = []
        for line in source.split_lines():
            begins = _SECTION.match(line.text)
            if begins and begins["name"] in {*_SCRIPTS, *_TEXTS, "files", "package"}:
                yield from shell_facts(source.join(lines, "\n"))
                section, lines = begins["name"], []
            elif section in _SCRIPTS:
                lines.append(line)
            elif section == "files":
                words = re.finditer(r"[^\s%#(][^\s]*", line.text)
                yield from (_member(line[slice(*word.span())]) for word in words)
            elif section not in _TEXTS:
                found = _SOURCE.match(line.text)
                yield from [_member(line[slice(*found.span("value"))])] if found else ()
        yield from shell_facts(source.join(lines, "\n"))


def _member(word: Excerpt) -> SettingFact:
    return SettingFact("", word.text, word.span(), ("files",), word)

"""Scripts for Windows: PowerShell and batch files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lint.readers.base import Reader
from migration_lint.readers.command_facts import shell_facts
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import SettingFact
from migration_lint.regex import regex

_COMMENT = regex(r"\s*(?:#|::|@?REM\b)", re.IGNORECASE)
_PRINTING = regex(r"\s*@?(?:echo|Write-\w+|Out-Host)\b", re.IGNORECASE)
# `set NAME=value`, with or without quotes around both.
_SET = regex(r"\s*@?set\s+\"?(?P<name>[A-Za-z_]\w*)=(?P<value>[^\"&|]*)", re.IGNORECASE)
_CALL = regex(
    r"SetEnvironmentVariable\(\s*['\"](?P<name>\w+)['\"]\s*,\s*['\"]?(?P<value>[^'\",)]*)",
    re.IGNORECASE,
)
_ITEM = regex(
    r"(?:Set|New)-Item\b[^|;]*?\bEnv:\\?(?P<name>\w+)['\"]?\s+(?:-Value\s+)?['\"]?(?P<value>[^\s'\";|]*)",
    re.IGNORECASE,
)


class WindowsScriptReader(Reader):
    """Line by line: what sets a variable, and commands, which look as they do in a shell."""

    names = ("*.ps1", "*.psm1", "*.bat", "*.cmd")

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield settings and commands."""
        for line in source.replace(r"<#.*?#>", " ").split_lines():
            if _COMMENT.match(line.text):
                continue
            line = line[line.text.startswith("@") :]  # noqa: PLW2901 - which hides it
            forms = () if _PRINTING.match(line.text) else (_SET, _CALL, _ITEM)
            found = [each for form in forms for each in form.finditer(line.text)]
            for each in found:
                value = line[each.start("value") : each.end("value")].strip()
                yield SettingFact(
                    each["name"], value.text, line.span(*each.span("name")), (), value
                )
            if not found:
                yield from shell_facts(line.replace(r"\\", "/"))

"""Crontabs, of users and in /etc/cron.d."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lint.readers.base import Reader
from migration_lint.readers.command_facts import shell_facts
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.setting_texts import dotenv_settings
from migration_lint.regex import regex

_ENTRY = regex(r"\s*(?:@\w+|(?:[\d*/,\-A-Za-z]+\s+){4}[\d*/,\-A-Za-z]+)\s+(?P<command>\S.*)")


class CrontabReader(Reader):
    """`NAME = value` lines are settings; what follows the five fields is a shell command."""

    names = ("crontab", "*.crontab", "*.cron", "crontab.*")
    rank = 0

    @classmethod
    def takes(cls, path: str, first_line: str) -> bool:
        """By name, or anything in a folder `cron.d`."""
        return path.rpartition("/")[0].endswith("cron.d") or super().takes(path, first_line)

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield the facts of each line."""
        for line in source.split_lines():
            entry = _ENTRY.match(line.text)
            if entry:
                yield from shell_facts(line[entry.start("command") :])
            elif not line.text.lstrip().startswith("#"):
                yield from dotenv_settings(line)

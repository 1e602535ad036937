"""Procfiles: one process a line, `web: gunicorn app`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lint.readers.base import Reader
from migration_lint.readers.command_facts import shell_facts
from migration_lint.readers.excerpt import Excerpt


class ProcfileReader(Reader):
    """The part after the name of the process is a shell command."""

    names = ("Procfile", "Procfile.*")
    rank = 0

    def read(self, source: Excerpt) -> Iterator[object]:
        """Yield the facts of each process."""
        for line in source.split_lines():
            process = re.match(r"[\w-]+:\s*", line.text)
            if process:
                yield from shell_facts(line[process.end() :])

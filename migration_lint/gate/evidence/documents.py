"""The documentation: where it still names the legacy engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from migration_lint.files.globs import matcher
from migration_lint.gate.evidence.base import Evidence, NoEvidenceError, Provenance, Reader, Request
from migration_lint.gate.evidence.files import matching, text_of
from migration_lint.gate.words import count
from migration_lint.project import Settings


@dataclass(frozen=True)
class Documents:
    """The documents looked at, and each mention as `path:line: text`."""

    mentions: tuple[str, ...]
    files: int


class DocumentReader(Reader[Documents]):
    """The documents that the configuration names."""

    name = "documentation"
    command = "migration-lint gate --phase 4"

    def read(self, request: Request) -> Evidence[Documents]:
        """Every mention of the legacy modules and of the flag set to the control.

        Raises:
            NoEvidenceError: There is no document.
        """
        settings, root = request.project.settings, request.project.root
        left_out = matcher((*settings.exclude, *settings.gate.historical_documents))
        paths = [
            path
            for path in matching(root, settings.gate.documents)
            if not left_out(request.shown(path))
        ]
        if not paths:
            globs = ", ".join(settings.gate.documents)
            raise NoEvidenceError(f"no document matches {globs}; set gate.documents")
        pattern = _pattern(settings)
        mentions = [one for path in paths for one in _mentions(path, pattern, request)]
        provenance = Provenance(
            count(len(paths), "document"),
            gathered=request.now,
            commit=request.revision.commit,
            dirty=request.revision.dirty,
        )
        return Evidence(Documents(tuple(mentions), len(paths)), provenance)


def _pattern(settings: Settings) -> re.Pattern[str]:
    """A legacy module's name, or the flag with a value that chooses the control."""
    modules = "|".join(re.escape(name) for name in settings.legacy_modules)
    off = "|".join(re.escape(value) for value in settings.flag_values.false if value)
    flag = rf"{re.escape(settings.flag)}\W{{1,4}}(?:{off})\b"
    named = rf"(?<![\w.])(?:{modules})(?!\w)|" if modules else ""
    return re.compile(named + flag, re.IGNORECASE)


def _mentions(path: Path, pattern: re.Pattern[str], request: Request) -> Iterator[str]:
    shown = request.shown(path)
    for number, line in enumerate(text_of(path, shown).splitlines(), 1):
        if pattern.search(line):
            yield f"{shown}:{number}: {line.strip()}"

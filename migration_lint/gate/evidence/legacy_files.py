"""The legacy engine's files, where they are still in the tree."""

from __future__ import annotations

from dataclasses import dataclass

from migration_lint.gate.evidence.base import Evidence, NoEvidenceError, Provenance, Reader, Request


@dataclass(frozen=True)
class LegacyFiles:
    """The files looked for, and those that are there."""

    looked_for: tuple[str, ...]
    left: tuple[str, ...]


class LegacyFileReader(Reader[LegacyFiles]):
    """Looks for the modules and files that the configuration calls legacy."""

    name = "legacy files"
    command = "migration-lint gate --phase 4"

    def read(self, request: Request) -> Evidence[LegacyFiles]:
        """What is left of them.

        Raises:
            NoEvidenceError: The configuration names no legacy module and no legacy file.
        """
        settings, root = request.project.settings, request.project.root
        modules = [name.replace(".", "/") for name in settings.legacy_modules]
        places = [f"{name}{end}" for name in modules for end in (".py", "/__init__.py")]
        wanted = dict.fromkeys([*places, *settings.legacy_files])
        if not wanted:
            raise NoEvidenceError("no legacy module is configured: legacy_modules, legacy_files")
        left = tuple(path for path in wanted if (root / path).is_file())
        names = dict.fromkeys([*settings.legacy_modules, *settings.legacy_files])
        provenance = Provenance(
            "the tree",
            gathered=request.now,
            commit=request.revision.commit,
            dirty=request.revision.dirty,
        )
        return Evidence(LegacyFiles(tuple(names), left), provenance)

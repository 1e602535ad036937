"""The words in the bytes of a file that make it worth reading, whatever its format is."""

from __future__ import annotations

from migration_lint.project import Settings

MARKER = b"migration-lint:"  # of a comment that speaks to the linter


def names_of(settings: Settings) -> tuple[bytes, ...]:
    """What a file must contain, one of them at least, for anything in it to matter."""
    modules = [module.rpartition(".")[2] for module in settings.legacy_modules]
    files = [path.rpartition("/")[2] for path in settings.legacy_files]
    names = {*modules, *files, settings.flag, settings.flag.lower(), settings.force_key}
    return tuple(sorted(name.encode() for name in names))

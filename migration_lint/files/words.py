"""The words that make a file of any format worth reading."""

from __future__ import annotations

import re

from migration_lint.project import Settings
from migration_lint.regex import regex

_ENDS = (
    *(".txt", ".in", ".toml", ".cfg", ".ini", ".yml", ".yaml", ".sh"),
    *("Pipfile", "Makefile", "Dockerfile", "Containerfile", "setup.py"),
)
_SPELLS_FREELY = regex(
    r".*(?:requirements|constraints)[^/]*(?:/[^/]*)?\.(?:txt|in)"
    r"|(?:.*/)?(?:pyproject\.toml|setup\.(?:cfg|py)|tox\.ini|Pipfile|environment\.ya?ml)"
    r"|(?:.*/)?[^/]*values[^/]*\.ya?ml"  # of Helm
    r"|(?:.*/)?(?:\.gitlab-ci|\.pre-commit-config|workflows/[^/]*)\.ya?ml"
    r"|.*(?:\.sh|Makefile|Dockerfile|Containerfile)"  # `pip install`
)

MARKER = b"migration-lint:"  # of a comment that speaks to the linter


def names_of(settings: Settings) -> tuple[bytes, ...]:
    """The names one of which a file must contain for anything in it to matter."""
    modules = [module.rpartition(".")[2] for module in settings.legacy_modules]
    files = [path.rpartition("/")[2] for path in settings.legacy_files]
    names = {*modules, *files, settings.flag, settings.flag.lower(), settings.force_key}
    return tuple(sorted(name.encode() for name in names))


def may_spell_freely(path: str) -> bool:
    """Whether names may be spelled in other ways in a file of this name."""
    return path.endswith(_ENDS) and _SPELLS_FREELY.fullmatch(path) is not None


def spellings_of(settings: Settings) -> re.Pattern[bytes]:
    """The spellings of names in such a file: in requirements `-`, `_` and `.` are the same."""
    plain = (module for module in settings.legacy_modules if "." not in module)
    spelled = [module.replace("_", "[-_.]") for module in plain]
    return re.compile("|".join([*spelled, settings.flag_in_camel_case]).encode(), re.IGNORECASE)

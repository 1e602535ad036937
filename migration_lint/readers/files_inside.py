"""Files and programs that are kept as a text in a configuration tree."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lint.facts import UnparsableFact
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import PythonFact
from migration_lint.regex import regex

# Manifests that are patched and values that are laid over others, as a text in a manifest.
_YAML_KEY = regex(r"(?i)\w*values|patch(?:es\w*)?|manifests?|definition")
_CONTENT = ("content", "contents")
_SETTINGS = regex(r"(?:[ \t]*(?:(?:export\s+)?[A-Za-z_]\w*=[^\n]*|#[^\n]*)?(?:\n|\Z))+")


def facts_inside(name: str, text: Excerpt) -> Iterator[object]:
    """The facts of a text under a key or a file's name, if it is a file of some known format."""
    path = name if "." in name or "/" in name else _format(name, text.text)
    if path is None:
        return
    if path.endswith(".py"):
        yield PythonFact(text, "script")
        return
    for fact in facts_read_as(path, text, text.text.partition("\n")[0]) or ():
        yield PythonFact(fact.code, "script") if isinstance(fact, PythonFact) else fact


def facts_read_as(path: str, text: Excerpt, first_line: str = "") -> Iterator[object] | None:
    """The facts of a text that is read as a file of this path; None where its format is not known.

    It may be a part of such a file, or none after all: that it does not parse is no fact here.
    """
    from migration_lint.readers import reader_for  # noqa: PLC0415 - the readers import this

    reader = reader_for(path, first_line)
    if reader is None:
        return None
    return (fact for fact in reader.read(text) if not isinstance(fact, UnparsableFact))


def _format(key: str, text: str) -> str | None:
    """A path of the format that a text over several lines has, where its key does not say it."""
    if key.lower() in _CONTENT and _SETTINGS.fullmatch(text):
        return ".env"
    if "\n" not in text.strip():
        return None
    if text.startswith("#!"):
        return "script"
    if key == "legacy_tox_ini":
        return "tox.ini"
    if _YAML_KEY.fullmatch(key):
        return ".yaml"
    return ".env" if _SETTINGS.fullmatch(text) else None

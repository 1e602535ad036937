"""Files and programs that are kept as a text in a configuration tree."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lint.facts import UnparsableFact
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import PythonFact
from migration_lint.regex import regex

# Manifests that are patched and values that are laid over others, as a text in a manifest.
_YAML_KEY = regex(r"(?i)\w*values|patch(?:es\w*)?|manifests?|definition")
_SETTINGS = regex(r"(?:[ \t]*(?:(?:export\s+)?[A-Za-z_]\w*=[^\n]*|#[^\n]*)?(?:\n|\Z))+")


def facts_inside(name: str, text: Excerpt) -> Iterator[object]:
    """The facts of a text under a key or a file's name, if it is a file of some known format."""
    from migration_lint.readers import reader_for  # noqa: PLC0415 - it knows all readers

    path = name if "." in name else _format(name, text.text)
    if path is None:
        return
    if path.endswith(".py"):
        yield PythonFact(text, "script")
        return
    reader = reader_for(path, text.text.partition("\n")[0])
    facts = reader.read(text) if reader is not None else ()
    for fact in facts:
        if isinstance(fact, PythonFact):
            yield PythonFact(fact.code, "script")
        elif not isinstance(fact, UnparsableFact):  # it may be no such file after all
            yield fact


def _format(key: str, text: str) -> str | None:
    """A path of the format that a text over several lines has, where its key does not say it."""
    if "\n" not in text.strip():
        return None
    if text.startswith("#!"):
        return "script"
    if _YAML_KEY.fullmatch(key):
        return ".yaml"
    return ".env" if _SETTINGS.fullmatch(text) else None

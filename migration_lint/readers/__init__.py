"""The readers of formats other than Python, one file each; `read_files` asks those that fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from migration_lint.facts import Facts
from migration_lint.project import Project
from migration_lint.readers.base import REGISTRY, Reader
from migration_lint.source import SourceFile


@cache
def all_readers() -> tuple[Reader, ...]:
    """Every reader, in the order of their modules' names."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return tuple(reader() for reader in REGISTRY)


def read_files(files: Sequence[SourceFile], project: Project) -> Mapping[str, Facts]:
    """The facts of the files that some reader takes."""
    found: dict[str, Facts] = {}
    readers = all_readers()
    for file in files:
        facts = [
            fact
            for reader in readers
            if reader.takes(file.path)
            for fact in _read(reader, file, project)
        ]
        if facts:
            found[file.path] = Facts(file.path, facts)
    return found


def _read(reader: Reader, file: SourceFile, project: Project) -> Sequence[object]:
    try:
        return list(reader.read(file, project))
    except OSError:
        return ()  # the runner reports what cannot be read

"""Find where controllers are defined that their engines' modules only import."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping

from migration_lint.flow.code.corpus import Corpus
from migration_lint.flow.code.modules import ModuleIndex, absolute_name
from migration_lint.project import Project

_INNER = ("body", "handlers", "orelse", "finalbody")


def defined_elsewhere(
    project: Project, files: Corpus, index: ModuleIndex, is_bridge: Callable[[str], bool]
) -> Mapping[str, str]:
    """Controllers that a module takes from another one: their dotted names here and there.

    What a bridge takes is the flag's to say.
    """
    found = {}
    for engine in project.engines.values():
        module, _, name = (engine.controller or "").partition(":")
        path = index.find(module, "") if name else None
        if path is not None and not is_bridge(path):
            found[f"{module}.{name}"] = _followed(path, name, files, index)
    return {named: own for named, own in found.items() if own != named}


def _followed(path: str, name: str, files: Corpus, index: ModuleIndex) -> str:
    seen = set()
    while (path, name) not in seen and not _binds(files[path], name):
        seen.add((path, name))
        path, name = next(_taken(path, name, files, index), (path, name))
    return f"{index.name(path)}.{name}"


def _binds(data: bytes, name: str) -> bool:
    """Whether a module defines something under a name, or assigns it."""
    pattern = rb"^\s*(?:(?:class|def)\s+%b\b|%b\s*[=:])" % ((name.encode(),) * 2)
    return re.search(pattern, data, re.MULTILINE) is not None


def _taken(path: str, name: str, files: Corpus, index: ModuleIndex) -> Iterator[tuple[str, str]]:
    """The files of the tree that a module may take a name from, and the name there."""
    module = index.name(path)
    package = module if path.endswith("/__init__.py") else module.rpartition(".")[0]
    try:
        statements = _statements(files.parsed(path)[0])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return  # told elsewhere
    for statement in statements:
        source = absolute_name("." * statement.level + (statement.module or ""), package)
        found = index.find(source, path)
        if found is None:
            continue
        for alias in statement.names:
            if (alias.asname or alias.name) == name:
                yield found, alias.name
            elif alias.name == "*" and _binds(files[found], name):
                yield found, name


def _statements(tree: ast.AST) -> Iterator[ast.ImportFrom]:
    """The `from` imports of a module, in blocks too, that are not in functions or classes."""
    for field in _INNER:
        for inner in getattr(tree, field, ()):
            if isinstance(inner, ast.ImportFrom):
                yield inner
            elif isinstance(inner, (ast.If, ast.Try, ast.ExceptHandler, ast.With)):
                yield from _statements(inner)

"""What a module imports when it is imported itself, read from its source."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from functools import cache
from types import ModuleType


def imported_names(module: ModuleType, tops: frozenset[str]) -> set[str]:
    """The modules below some packages that a module names in its import statements.

    Statements inside functions do not count: they run when the function is called, and find what
    is there then.

    Args:
        module: A module that is loaded.
        tops: The names of packages and modules at the top level.
    """
    source = _source(module)
    # A cheap test avoids the expensive one for most modules; imports in a package may be relative.
    if module.__name__.partition(".")[0] not in tops:
        names = _any_of(tops)
        if not any(map(names.search, _lines_with_imports(source))):
            return set()
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    package = module.__dict__.get("__package__") or ""
    return {name for name in _of_body(tree, package) if name.partition(".")[0] in tops}


def mentions(module: ModuleType, words: Collection[str]) -> bool:
    """Whether one of some words stands anywhere in the source of a module."""
    source = _source(module)
    return any(word.encode() in source for word in words)


@cache
def _any_of(tops: frozenset[str]) -> re.Pattern[bytes]:
    names = b"|".join(re.escape(top.encode()) for top in sorted(tops))
    return re.compile(rb"(?<!\w)(?:%b)(?!\w)" % names)


def _lines_with_imports(source: bytes) -> Iterator[bytes]:
    """The lines of a source that may have an import statement, continued ones as a whole.

    Of thousands of modules each is looked at: to search for one word takes next to no time.
    """
    at = source.find(b"import")
    while at >= 0:
        start = source.rfind(b"\n", 0, at) + 1
        while source.endswith((b"\\\n", b"\\\r\n"), 0, start):
            start = source.rfind(b"\n", 0, start - 1) + 1
        end = source.find(b"\n", at)
        while end >= 0 and source.endswith((b"\\", b"\\\r"), 0, end):
            end = source.find(b"\n", end + 1)
        end = len(source) if end < 0 else end
        yield source[start:end]
        at = source.find(b"import", end)


def _source(module: ModuleType) -> bytes:
    file = module.__dict__.get("__file__")
    if not isinstance(file, str) or not file.endswith(".py"):
        return b""
    try:
        with open(file, "rb") as stream:  # noqa: PTH123 - of thousands, and the name is a string
            return stream.read()
    except OSError:
        return b""


def _of_body(node: ast.AST, package: str) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            above = package.split(".")[: 1 - child.level or None] if child.level else []
            base = ".".join([*above, *([child.module] if child.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in child.names)
        elif not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.expr)):
            yield from _of_body(child, package)

"""What a module imports when it is imported itself, read from its source."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from pathlib import Path
from types import ModuleType


def imported_names(module: ModuleType, tops: Collection[str]) -> set[str]:
    """The modules below some packages that a module names in its import statements.

    Statements inside functions do not count: they run when the function is called, and find what
    is there then.

    Args:
        module: A module that is loaded.
        tops: The names of packages and modules at the top level.
    """
    file = module.__dict__.get("__file__")
    source = _read(Path(file)) if isinstance(file, str) and file.endswith(".py") else b""
    # A cheap look spares most modules the dear one.
    if not any(top.encode() in source for top in tops):
        return set()
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    return {name for name in _of_body(tree) if name.partition(".")[0] in tops}


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _of_body(node: ast.AST) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom) and child.module and not child.level:
            yield child.module
            yield from (f"{child.module}.{alias.name}" for alias in child.names)
        elif not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.expr)):
            yield from _of_body(child)

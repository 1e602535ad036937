"""Find the files of modules without importing anything."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path


def find_module(name: str, root: Path) -> ModuleSpec | None:
    """The spec of a module by its dotted name; None where it is not found.

    Args:
        name: The module's full name; its parent packages are located, not imported.
        root: Where to look before `sys.path`, with its folder `src`.
    """
    places: Sequence[str] | None = [str(root), str(root / "src"), *sys.path]
    spec = None
    for part in name.split("."):
        if places is None:
            return None
        spec = PathFinder.find_spec(part, places)  # by a whole name it asks for what is imported
        if spec is None:
            return None
        if spec.submodule_search_locations is not None:  # a namespace's would be looked up anew
            spec.submodule_search_locations = list(spec.submodule_search_locations)
        places = spec.submodule_search_locations
    return spec


def imported_names(source: bytes, package: str) -> Iterator[str]:
    """The full names that a module's source imports anywhere; of `from a import b` both forms.

    Args:
        source: The module's source; one that does not parse imports nothing.
        package: The package that relative imports start from.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, package)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _base(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    parts = package.split(".")
    above = parts[: len(parts) - node.level + 1]
    return ".".join([*above, node.module] if node.module else above)

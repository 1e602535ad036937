"""The modules of a package, by the names of its files; what they define registers itself.

`pkgutil` would do, but it imports the module inspect.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # as in typing, which takes longer to import than the rest of a warm run
if TYPE_CHECKING:
    from collections.abc import Iterable

_ENDINGS = ("py", "pyc")


def modules_in(folders: Iterable[str]) -> list[str]:
    """The names of the modules in some folders, sorted, without the package itself."""
    parts = (entry.name.partition(".") for folder in folders for entry in os.scandir(folder))
    return sorted({name for name, _, ending in parts if ending in _ENDINGS} - {"__init__"})


def import_all(package: str, folders: Iterable[str]) -> None:
    """Import every module of a package that lies in some folders."""
    from importlib import import_module  # noqa: PLC0415 - a warm run imports nothing by name

    for name in modules_in(folders):
        import_module(f"{package}.{name}")

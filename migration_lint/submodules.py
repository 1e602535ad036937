"""The modules of a package, told by the names of its files: what registers itself is imported so.

`pkgutil` does the same, and imports the module inspect for it.
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

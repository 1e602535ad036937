"""Which files are an engine's own implementation, and so no users of it."""

from __future__ import annotations

from posixpath import basename, dirname
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migration_lint.flow.work.program import Program


class Implementation:
    """The files of each engine: the module of its controller, and the package around that."""

    def __init__(self, program: Program) -> None:
        self._files: dict[str, frozenset[str]] = {}
        self._folders: dict[str, str] = {}
        for engine in program.project.engines.values():
            module = (engine.controller or "").partition(":")[0]
            path = program.index.find(module, "") if module else None
            legacy = program.project.settings.legacy_files if engine.is_control else ()
            self._files[engine.name] = frozenset([*([path] if path else []), *legacy])
            if path and "." in module:
                self._folders[engine.name] = dirname(path) + "/"

    def is_inside(self, path: str, engines: frozenset[str]) -> bool:
        """Whether a file implements the engine whose controller it uses.

        A file that gets its controller through the entry may get any engine's: it is a user of
        them, wherever it stands. So are an engine's tests.
        """
        if len(engines) != 1 or is_test(path):
            return False
        engine = next(iter(engines))
        folder = self._folders.get(engine)
        return path in self._files.get(engine, ()) or (
            folder is not None and path.startswith(folder)
        )


def is_test(path: str) -> bool:
    """Whether a file is a test by its name or by the folder it is in."""
    name = basename(path)
    if name.startswith("test_") or name.endswith("_test.py") or name == "conftest.py":
        return True
    return any(folder in ("test", "tests") for folder in dirname(path).split("/"))

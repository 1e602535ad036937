"""Which files are an engine's own implementation, and so no users of it."""

from __future__ import annotations

from posixpath import basename, dirname
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migration_lint.flow.work.program import Program


class Implementation:
    """The files of each engine: its modules, those of its controller's bases, and its package.

    A package where another engine's controller lies too is the whole product's, and no engine's.
    """

    def __init__(self, program: Program) -> None:
        settings, find = program.project.settings, program.index.find
        self._files: dict[str, frozenset[str]] = {}
        self._folders: dict[str, str] = {}
        modules = {
            engine.name: (engine.controller or "").partition(":")[0]
            for engine in program.project.engines.values()
        }
        paths = {name: find(module, "") for name, module in modules.items() if module}
        for name, module in modules.items():
            surface = program.surfaces.get(name)
            own = [paths.get(name), *(surface.files if surface else ())]
            if name == settings.control:
                own += [find(legacy, "") for legacy in settings.legacy_modules]
                own += settings.legacy_files
            self._files[name] = frozenset(path for path in own if path)
            folder = dirname(paths.get(name) or "") + "/"
            others = (path for other, path in paths.items() if path and other != name)
            if "." in module and not any(path.startswith(folder) for path in others):
                self._folders[name] = folder

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
    folders = dirname(path).split("/")
    return is_collected(path) or any(folder in ("test", "tests") for folder in folders)


def is_collected(path: str) -> bool:
    """Whether pytest collects from a file by its name, or reads it for those beside it."""
    name = basename(path)
    return name.startswith("test_") or name.endswith("_test.py") or name == "conftest.py"

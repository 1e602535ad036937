"""The modules of the project: read, parsed and evaluated when they are needed."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from typing import TYPE_CHECKING

from migration_lint.flow.code.python_file import PythonFile
from migration_lint.flow.domain.values import NOTHING, Module, Values
from migration_lint.flow.state.contexts import ModuleState
from migration_lint.flow.syntax.imports import defined, is_taken_by_star

if TYPE_CHECKING:
    from migration_lint.flow.work.program import Program


class Modules:
    """The modules that are loaded, by path.

    Args:
        program: The program that they are of.

    Attributes:
        unparsable: Why a file could not be read, or not to its end.
        unread: The first and last lines of what is nested too deep.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self.unparsable: dict[str, Exception] = {}
        self.unread: dict[str, set[tuple[int, int]]] = {}
        self._modules: dict[str, ModuleState | None] = {}
        self._to_load: list[str] = []

    @property
    def loaded(self) -> Iterable[str]:
        """The files that are parsed, or were tried to be."""
        return self._modules.keys()

    def evaluated(self) -> list[ModuleState]:
        """The modules that are evaluated."""
        return [module for module in self._modules.values() if module is not None]

    def load(self, path: str) -> ModuleState | None:
        """The module of a file, evaluated; None where it does not parse."""
        if path in self._modules:
            return self._modules[path]
        program = self._program
        name = program.index.name(path)
        is_package = path.endswith(("/__init__.py", "/__init__.pyi")) or path.startswith(
            "__init__."
        )
        try:
            parsed = program.files.parsed(path)
            source = PythonFile(path, program.files[path], name, parsed, is_package=is_package)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
            self.unparsable[path] = problem
            self._modules[path] = None
            return None
        if source.unread:
            self.unread.setdefault(path, set()).update(source.unread)
        module = self._modules[path] = ModuleState(source)
        program.changed("load", path)
        program.work.run(module.context)
        return module

    def later(self, path: str) -> None:
        """Load a file when the work at hand is done."""
        self._to_load.append(path)

    def load_later(self) -> bool:
        """Load the files that were asked for; whether there were any."""
        paths, self._to_load = self._to_load, []
        for path in paths:
            self.load(path)
        return bool(paths)

    def named(self, name: str, importer: str) -> ModuleState | None:
        """The module that a name means in a file; None where it is not the project's."""
        path = self._program.index.find(name, importer)
        return self.load(path) if path else None

    def is_importing(self, name: str, importer: str) -> bool:
        """Whether a module has not all its names yet, because it imports others."""
        path = self._program.index.find(name, importer)
        state = self._modules.get(path) if path else None
        return state is not None and not state.done

    def at(self, path: str) -> ModuleState:
        """The module of a path that is loaded."""
        module = self._modules[path]
        assert module is not None
        return module

    def starred(self, source: PythonFile, name: str) -> Values | None:
        """What a name is through the star imports of a module; None where they do not bind it."""
        may_come = False
        for values in reversed(self.at(source.path).stars):
            for value in values:
                if isinstance(value, Module):
                    found = defined(self._program, value.name, name, source.path)
                    if found and not is_taken_by_star(self._program, value.name, name, source.path):
                        continue
                    if found is None:
                        found = self._program.deferral.starred(value.name, source.path, name)
                    if found:
                        return found
                    may_come = may_come or self.is_importing(value.name, source.path)
        return NOTHING if may_come and not hasattr(builtins, name) else None

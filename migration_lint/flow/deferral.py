"""Modules of the project that are not worth evaluating, so far.

They have no word of the migration in them; only what flows into them makes them worth the time. A
symbol stands for each of their names meanwhile.
"""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from migration_lint.bytesearch import has_word
from migration_lint.flow.hierarchy import order
from migration_lint.flow.values import Symbol, Values

if TYPE_CHECKING:
    from migration_lint.flow.definitions import ClassDefinition
    from migration_lint.flow.program import Program

_TAKES_ALL = b"import *"


class Deferral:
    """The names that stand for something of a module that was not evaluated.

    Args:
        program: The program that the modules are of.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._paths: dict[str, str] = {}  # by what is asked of them

    def defers(self, module: str, importer: str, dotted: str) -> bool:
        """Whether a module of the project is not evaluated, so far; `dotted` is asked of it."""
        program = self._program
        path = program.index.find(module, importer)
        if path is None or path in program.modules.loaded or program.interest.survives(path):
            return False
        self._paths[dotted] = path
        program.read("load", path)
        return True

    def starred(self, module: str, importer: str, name: str) -> Values | None:
        """What stands for a name that a star import of such a module may bind; None: it cannot.

        A builtin's name is taken for the builtin, which modules use more often than they bind it.
        """
        dotted = f"{module}.{name}"
        if hasattr(builtins, name) or not self.defers(module, importer, dotted):
            return None
        data = self._program.files[self._paths[dotted]]
        may_bind = has_word(data, name.encode()) or _TAKES_ALL in data
        return frozenset({Symbol(dotted)}) if may_bind else None

    def stands_for(self, symbol: Symbol) -> bool:
        """Whether a symbol stands for a name of such a module, which may be a function."""
        return symbol.name in self._paths

    def undefer(self, symbol: str) -> None:
        """Something flows into what stands for a name of a module: evaluate the module."""
        dotted = symbol.replace("()", "")
        while dotted:
            path = self._paths.get(dotted)
            if path is not None:
                if path not in self._program.modules.loaded:
                    self._program.modules.later(path)
                return
            dotted = dotted.rpartition(".")[0]

    def undefer_bases(self, definition: ClassDefinition) -> None:
        """Something flows into the objects of a class: what it inherits may have to do with it."""
        for one in order(definition):
            for base in one.bases:
                for value in base:
                    if isinstance(value, Symbol):
                        self.undefer(value.name)

"""Defer the modules of the project until something in them matters.

They contain no word of interest, so they become worthwhile only when other code passes something
to them. Until then a `Symbol` stands for each of their names, as for names of other packages.
"""

from __future__ import annotations

import builtins
import re
from typing import TYPE_CHECKING

from migration_lint.files.bytesearch import has_word
from migration_lint.flow.domain.values import Symbol, Values
from migration_lint.flow.objects.hierarchy import order

if TYPE_CHECKING:
    from migration_lint.flow.code.definitions import ClassDefinition
    from migration_lint.flow.work.program import Program

_TAKES_ALL = b"import *"


class Deferral:
    """The modules that were not evaluated, and the symbols that stand for their names.

    Args:
        program: The program that the modules are of.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._paths: dict[str, str] = {}  # by what is asked of them
        self._bound: dict[str, bool] = {}

    def defers(self, module: str, importer: str, dotted: str) -> bool:
        """Whether a module is one of the project that is not evaluated, so far.

        Args:
            module: Its name as it is written.
            importer: The path of the file that imports it.
            dotted: The symbol that is to stand for what is imported.
        """
        program = self._program
        path = program.index.find(module, importer)
        if path is None or path in program.modules.loaded or program.interest.survives(path):
            return False
        self._paths[dotted] = path
        program.read("load", path)
        return True

    def may_bind(self, package: str, importer: str, name: str) -> bool:
        """Whether a package that was not evaluated may bind a name that one of its modules has.

        With `from .services import services` in `app/__init__.py`, `app.services` is the object
        and not the module.
        """
        path = self._program.index.find(package, importer)
        if path is None or path in self._program.modules.loaded:
            return False
        asked = f"{path}:{name}"
        known = self._bound.get(asked)
        if known is None:
            bound = rb"(?<![.\w])%b\b(?!\s*[.\w])" % re.escape(name.encode())
            known = re.search(bound, self._program.files[path]) is not None
            self._bound[asked] = known
        return known

    def starred(self, module: str, importer: str, name: str) -> Values | None:
        """The symbol for a name that `from module import *` may bind; None where it cannot bind it.

        A builtin's name is taken for the builtin unless the module plainly binds it: modules use
        these names more often than they bind them.
        """
        dotted = f"{module}.{name}"
        if not self.defers(module, importer, dotted):
            return None
        data = self._program.files[self._paths[dotted]]
        if hasattr(builtins, name):
            return frozenset({Symbol(dotted)}) if self._binds(data, dotted, name) else None
        may_bind = has_word(data, name.encode()) or _TAKES_ALL in data
        return frozenset({Symbol(dotted)}) if may_bind else None

    def _binds(self, data: bytes, dotted: str, name: str) -> bool:
        """Whether a module plainly binds a name: by a definition, an assignment or an import."""
        known = self._bound.get(dotted)
        if known is None:
            word = re.escape(name.encode())
            bound = rb"^(?:(?:async\s+)?def|class)\s+%b\b|^%b\s*[:=]|^from\s.*\bimport\b.*\b%b\b"
            pattern = bound % (word, word, word)
            is_bound = re.search(pattern, data, re.MULTILINE) is not None
            known = self._bound[dotted] = has_word(data, name.encode()) and is_bound
        return known

    def stands_for(self, symbol: Symbol) -> bool:
        """Whether a symbol stands for a name of a module that was not evaluated."""
        return symbol.name in self._paths

    def undefer(self, symbol: str) -> None:
        """Evaluate the module of a symbol, as something that matters is passed to it."""
        dotted = symbol.replace("()", "")
        while dotted:
            path = self._paths.get(dotted)
            if path is not None:
                if path not in self._program.modules.loaded:
                    self._program.modules.later(path)
                return
            dotted = dotted.rpartition(".")[0]

    def undefer_bases(self, definition: ClassDefinition) -> None:
        """For a class that tells: evaluate the modules of its base classes."""
        for one in order(definition):
            for base in one.bases:
                for value in base:
                    if isinstance(value, Symbol):
                        self.undefer(value.name)

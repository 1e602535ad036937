"""Modules of the engines' own that a plugin, one for all engines, imports when pytest starts.

`pytest-django` imports the project's settings then. Each engine gets such a module anew, but what
the plugin has made of it, or handed on to a package that all engines share, stays as it is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import ModuleType

from pytest_engine_rollout.isolation.importing.imports import imported_names
from pytest_engine_rollout.isolation.importing.ownership import Ownership


class EarlyImports:
    """Notices them, as far as the suite's own plugins and conftest files do not import them."""

    def __init__(self, ownership: Ownership) -> None:
        self._ownership = ownership
        self._found: dict[str, set[str]] = {}  # each name once, by the first that imported it

    def note_present(self, own_plugins: Iterable[object]) -> None:
        """Before any engine has entered: whatever own plugins did not import, a shared one did."""
        owned = self._owned([*sys.modules])
        tops = frozenset(name.partition(".")[0] for name in owned)
        waiting = [it for it in own_plugins if isinstance(it, ModuleType)]
        explained: set[str] = set()
        while waiting:
            module = waiting.pop()
            explained.add(module.__name__)
            names = (imported_names(module, tops) & owned.keys()) - explained
            explained |= names
            waiting += [it for name in names if isinstance(it := owned[name], ModuleType)]
        self._note("a plugin", owned.keys() - explained)

    @contextmanager
    def noticing(self, plugin: str) -> Iterator[None]:
        """Take what is imported meanwhile for imported by a plugin of this name."""
        before = {*sys.modules}
        try:
            yield
        finally:
            self._note(f"the plugin {plugin}", self._owned(sys.modules.keys() - before))

    def lines(self) -> list[str]:
        """What to tell, against the promise."""
        return [
            (
                f"engine rollout: {plugin} imported {', '.join(sorted(names))} when pytest "
                "started, once for all engines, and may hold on to it; "
                "--engine-isolation=process starts pytest for each engine"
            )
            for plugin, names in self._found.items()
        ]

    def _note(self, plugin: str, modules: Iterable[str]) -> None:
        tops = {name.partition(".")[0] for name in modules}.difference(*self._found.values())
        if tops:
            self._found.setdefault(plugin, set()).update(tops)

    def _owned(self, names: Iterable[str]) -> dict[str, object]:
        present = {name: sys.modules[name] for name in names}
        return {name: it for name, it in present.items() if self._ownership.owns(name, it)}

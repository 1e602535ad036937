"""Find modules of the engines that a shared plugin imports when pytest starts.

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
    """Records such modules, unless the suite's own plugins or conftest files import them too."""

    def __init__(self, ownership: Ownership) -> None:
        self._ownership = ownership
        self._found: dict[str, set[str]] = {}  # each name once, by the first that imported it

    def note_present(self, own_plugins: Iterable[object]) -> None:
        """Before any engine enters: attribute other modules of the engines to a shared plugin."""
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
        """Attribute the modules imported in this context to a plugin."""
        before = {*sys.modules}
        try:
            yield
        finally:
            self._note(f"the plugin {plugin}", self._owned(sys.modules.keys() - before))

    def lines(self) -> list[str]:
        """What to tell the user about modules that are not isolated."""
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

"""The plugins of each engine: conftest files, first-party plugins and pytest's fixtures."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import pytest

from migration_lint.project import Engine
from pytest_engine_rollout import _pytest_compat as compat
from pytest_engine_rollout.isolation.importing.ownership import MACHINERY, Ownership
from pytest_engine_rollout.isolation.layer import Layer

IDS = "engine_rollout_ids"
"""The name of the plugin that gives tests their ids."""


@dataclass(frozen=True)
class PluginState:
    """The plugins that are one engine's own, and its conftest files by folder."""

    plugins: tuple[compat.Suspended, ...] = ()
    conftests: tuple[Any, Any] = field(default_factory=lambda: (set(), {}))


def plugin_packages(manager: pytest.PytestPluginManager) -> frozenset[str]:
    """The top-level names of the packages that are installed together with a plugin."""
    files = (file for _, dist in manager.list_plugin_distinfo() for file in dist.files or ())
    return frozenset(file.parts[0].removesuffix(".py") for file in files)


def home_of(plugin: object) -> str:
    """The module that defines a plugin."""
    kind = plugin if isinstance(plugin, type) else type(plugin)
    return str(getattr(plugin, "__name__", kind.__module__))


class Plugins(Layer[PluginState]):
    """The part of the plugin manager that comes from isolated modules."""

    def __init__(self, config: pytest.Config, ownership: Ownership) -> None:
        self._manager = config.pluginmanager
        self._ownership = ownership
        self._ranks: dict[str, int] = {}
        self._withheld: dict[str, list[compat.HookImpl]] = {}
        self._outside: PluginState | None = None
        self._inside = False

    def capture(self) -> PluginState:
        self._rank()
        plugins = tuple(compat.suspend(self._manager, name) for name in self.own())
        state = PluginState(plugins, compat.conftests_of(self._manager))
        if self._inside:
            return state
        self._outside = self._outside or state
        return self._outside

    def restore(self, state: PluginState) -> None:
        self._inside = state is not self._outside
        compat.set_conftests(self._manager, state.conftests)
        if not self._inside:
            return  # what was there before has never been configured; each engine has its own
        for plugin in state.plugins:
            compat.resume(self._manager, plugin)
        self.arrange()

    def fresh(self, engine: Engine, outside: PluginState) -> PluginState:
        return PluginState()

    def arrange(self) -> None:
        """Order the hooks' implementations as the first engine's plugins were registered.

        Only what gives tests their ids comes after all others: it is to be around them.
        """
        self._rank()
        compat.sort_hooks(self._manager, self._ranks)

    def own(self) -> list[str]:
        """The names of the present engine's own plugins, in the order of registration."""
        return [
            name
            for name, plugin in self._manager.list_name_plugin()
            if plugin is not None and self.is_own(name, plugin)
        ]

    def present(self) -> tuple[compat.Suspended, ...]:
        """The present engine's own plugins, as `capture` would return them."""
        return tuple(compat.suspended(self._manager, name) for name in self.own())

    def shared(self) -> list[str]:
        """The names of installed plugins, which all engines share."""
        return [
            name
            for name, plugin in self._manager.list_name_plugin()
            if plugin is not None
            and not self.is_own(name, plugin)
            and home_of(plugin).partition(".")[0] not in MACHINERY
        ]

    def load(self, outside: PluginState) -> None:
        """Import again the plugins that were there before any engine entered."""
        for suspended in outside.plugins:
            if isinstance(suspended.plugin, ModuleType):
                module = importlib.import_module(suspended.plugin.__name__)
                self._manager.register(module, suspended.name)

    def load_conftests(self, config: pytest.Config) -> None:
        """Load the initial conftest files again."""
        compat.load_initial_conftests(config)

    def withhold(self, hook: str) -> None:
        """Keep pytest from calling a hook on the present engine's own plugins, until `release`."""
        own = [self._manager.get_plugin(name) for name in self.own()]
        self._withheld[hook] = compat.take_out(self._manager, hook, own)

    def release(self, hook: str) -> None:
        """End what `withhold` began, if it did."""
        if hook in self._withheld:
            compat.put_back(self._manager, hook, self._withheld.pop(hook))

    def call_own(self, hook: str, **arguments: object) -> list[Any]:
        """Call a hook on the present engine's own plugins only, and return all results."""
        own = {id(self._manager.get_plugin(name)) for name in self.own()}
        others = [plugin for plugin in self._manager.get_plugins() if id(plugin) not in own]
        results: list[Any] = self._manager.subset_hook_caller(hook, others)(**arguments)
        return results

    def _rank(self) -> None:
        for name, _ in self._manager.list_name_plugin():
            if name != IDS:
                self._ranks.setdefault(name, len(self._ranks))

    def is_own(self, name: str, plugin: object) -> bool:
        """Whether each engine has its own copy of a plugin."""
        if isinstance(plugin, ModuleType):
            return name.endswith("conftest.py") or self._ownership.owns(plugin.__name__, plugin)
        if isinstance(plugin, compat.FixtureManager):
            return True
        kind = plugin if isinstance(plugin, type) else type(plugin)
        return self._ownership.owns_name(kind.__module__)

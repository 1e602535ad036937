"""Plugins and conftest files that are taken out of a running session and put back."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from pluggy import HookImpl

if TYPE_CHECKING:
    from pluggy._hooks import HookCaller


class Suspended(NamedTuple):
    """A plugin that was taken out of the plugin manager, ready to be put back."""

    name: str
    plugin: object
    hooks: tuple[tuple[HookCaller, HookImpl], ...]

    def call(self, hook: str, arguments: Mapping[str, object]) -> None:
        """Call the plugin's implementation of a hook, where it has one, and no other plugin's.

        Args:
            hook: Its name.
            arguments: All that the hook offers, of which the plugin takes what it wants.
        """
        for caller, implementation in self.hooks:
            if caller.name == hook:
                implementation.function(*(arguments[name] for name in implementation.argnames))


def suspended(manager: pytest.PytestPluginManager, name: str) -> Suspended:
    """What `suspend` returns, of a plugin that stays where it is."""
    plugin = manager.get_plugin(name)
    assert plugin is not None
    hooks = tuple(
        (caller, hook)
        for caller in manager.get_hookcallers(plugin) or ()
        for hook in caller.get_hookimpls()
        if hook.plugin is plugin
    )
    return Suspended(name, plugin, hooks)


def suspend(manager: pytest.PytestPluginManager, name: str) -> Suspended:
    """Take a plugin out, keeping what is needed to put it back."""
    found = suspended(manager, name)
    manager.unregister(found.plugin, name)
    return found


def resume(manager: pytest.PytestPluginManager, suspended: Suspended) -> None:
    """Put a plugin back as it was: unlike `register`, this calls no historic hook again."""
    manager._name2plugin[suspended.name] = suspended.plugin
    for caller, hook in suspended.hooks:
        caller._add_hookimpl(hook)


def sort_hooks(manager: pytest.PytestPluginManager, ranks: Mapping[str, int]) -> None:
    """Order the implementations of every hook as if plugins had been registered by rank.

    Args:
        manager: The plugin manager.
        ranks: The place of each plugin by its name; plugins without one come last.
    """

    def place(hook: HookImpl) -> tuple[bool, int, float]:
        rank = ranks.get(hook.plugin_name, math.inf)
        if hook.trylast:  # the last one registered is the very last to be called
            return hook.hookwrapper or hook.wrapper, 0, -rank
        return hook.hookwrapper or hook.wrapper, 2 if hook.tryfirst else 1, rank

    for caller in vars(manager.hook).values():
        caller._hookimpls.sort(key=place)


def take_out(
    manager: pytest.PytestPluginManager, hook: str, plugins: Sequence[object]
) -> list[HookImpl]:
    """Remove some plugins' implementations of a hook; returns all implementations as they were."""
    caller = getattr(manager.hook, hook)
    before: list[HookImpl] = [*caller._hookimpls]
    left_out = {id(plugin) for plugin in plugins}
    caller._hookimpls[:] = [it for it in before if id(it.plugin) not in left_out]
    return before


def put_back(manager: pytest.PytestPluginManager, hook: str, before: list[HookImpl]) -> None:
    """Undo `take_out`."""
    getattr(manager.hook, hook)._hookimpls[:] = before


def conftests_of(manager: pytest.PytestPluginManager) -> tuple[Any, Any]:
    """Which conftest modules are loaded: all of them, and those by folder."""
    return manager._conftest_plugins, manager._dirpath2confmods


def set_conftests(manager: pytest.PytestPluginManager, conftests: tuple[Any, Any]) -> None:
    """Set what `conftests_of` returns."""
    manager._conftest_plugins, manager._dirpath2confmods = conftests


def load_initial_conftests(config: pytest.Config) -> None:
    """Load the conftest files of the command line's paths, as pytest does when it starts."""
    manager: Any = config.pluginmanager
    configured = manager._configured
    manager._configured = False  # or `pytest_plugins` in the topmost conftest would be refused
    try:
        config.pytest_load_initial_conftests(config)
    finally:
        manager._configured = configured

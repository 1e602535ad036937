"""Standing between pytest and what implements its hooks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any

import pytest
from pluggy import HookImpl

Within = Callable[[], AbstractContextManager[None]]


def around_conftests(manager: pytest.PytestPluginManager, around: Within) -> None:
    """Let conftest files be imported and configured within a context, from now on."""
    insides: Any = manager
    insides._importconftest = _within(around, insides._importconftest)


def around_hooks(
    manager: pytest.PytestPluginManager,
    plugins: Collection[str],
    hooks: Iterable[str],
    around: Within,
) -> None:
    """Let some plugins, given by name, implement some hooks within a context, from now on."""
    for hook in hooks:
        for implementation in getattr(manager.hook, hook).get_hookimpls():
            if implementation.plugin_name in plugins:
                implementation.function = _within(around, implementation.function)


Tell = Callable[[dict[str, Any]], Any]
"""Calls an implementation of a hook with arguments by name."""

Around = Callable[[Tell, dict[str, Any]], Any]
"""What to call in its place."""


def around_implementations(
    manager: pytest.PytestPluginManager,
    plugin: object,
    around: Mapping[str, Around],
    chosen: Callable[[HookImpl], bool],
) -> None:
    """Let a plugin's hooks be called by way of something else.

    Args:
        manager: The plugin manager.
        plugin: The plugin, registered.
        around: By hook, what to call instead: it is given what calls the plugin, and the arguments
            that the plugin asks for.
        chosen: Tells which of the plugin's implementations of these hooks are meant.
    """
    for hook, call in around.items():
        for implementation in getattr(manager.hook, hook).get_hookimpls():
            if implementation.plugin is plugin and chosen(implementation):
                implementation.function = _by_way_of(call, implementation)


def _by_way_of(around: Around, implementation: HookImpl) -> Callable[..., Any]:
    function, names = implementation.function, implementation.argnames

    def tell(arguments: dict[str, Any]) -> Any:
        return function(*(arguments[name] for name in names))

    return lambda *values: around(tell, dict(zip(names, values, strict=True)))


def _within(around: Within, function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        with around():
            return function(*args, **kwargs)

    return call

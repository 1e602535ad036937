"""Wrap the implementations of hooks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from contextlib import AbstractContextManager
from inspect import isgenerator
from typing import Any

import pytest
from pluggy import HookImpl

Within = Callable[[], AbstractContextManager[None]]


def around_conftests(manager: pytest.PytestPluginManager, around: Within) -> None:
    """Import and configure conftest files within a context from now on."""
    insides: Any = manager
    insides._importconftest = _within(around, insides._importconftest)


def around_hooks(
    manager: pytest.PytestPluginManager,
    plugins: Collection[str],
    hooks: Iterable[str],
    around: Within,
) -> None:
    """Call some plugins' implementations of some hooks within a context from now on."""
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
    """Call a plugin's hooks through other functions from now on.

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
            result = function(*args, **kwargs)
        return _Wrapper(around, result) if isgenerator(result) else result

    return call


class _Wrapper:
    """Runs both halves of a hook wrapper within a context."""

    def __init__(self, around: Within, wrapper: Generator[Any, Any, Any]) -> None:
        self._around = around
        self._wrapper = wrapper

    def __next__(self) -> Any:
        return self.send(None)

    def send(self, value: Any) -> Any:
        with self._around():
            return self._wrapper.send(value)

    def throw(self, problem: BaseException) -> Any:
        with self._around():
            return self._wrapper.throw(problem)

    def close(self) -> None:
        self._wrapper.close()

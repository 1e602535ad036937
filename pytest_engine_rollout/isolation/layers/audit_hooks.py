"""Audit hooks, which nobody can take away again: each is to hear its own engine only."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

from migration_lint.project import Engine
from pytest_engine_rollout.comparison.inspection import module_of
from pytest_engine_rollout.isolation.importing.ownership import Ownership
from pytest_engine_rollout.isolation.layer import Layer

Hook = Callable[[str, tuple[Any, ...]], object]


class AuditHooks(Layer["str | None"]):
    """The engine that audit hooks can be added for; None outside of all engines.

    What an installed module adds stays for all engines: it does so once.
    """

    def __init__(self, ownership: Ownership) -> None:
        self._ownership = ownership
        self._engine: str | None = None
        self._original = sys.addaudithook

        @wraps(self._original)
        def add(hook: Hook) -> None:
            self._add(hook)

        self._replaced = add

    def capture(self) -> str | None:
        sys.addaudithook = self._original
        return self._engine

    def restore(self, state: str | None) -> None:
        self._engine = state
        if state is not None:
            sys.addaudithook = self._replaced

    def fresh(self, engine: Engine, outside: str | None) -> str:
        return engine.name

    def _add(self, hook: Hook) -> None:
        engine = self._engine
        if not self._ownership.owns_name(_home(hook)):
            self._original(hook)
            return

        def hear(event: str, arguments: tuple[Any, ...]) -> None:
            if self._engine == engine:
                hook(event, arguments)

        self._original(hear)


def _home(hook: Hook) -> str:
    """The module that defines a hook, or its class."""
    own = getattr(hook, "__module__", None)
    return own if isinstance(own, str) else module_of(type(hook))

"""Hooks that cannot be removed again, such as audit hooks: each is called for its engine only."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

from migration_lint.project import Engine
from pytest_engine_rollout.isolation.importing.ownership import Ownership
from pytest_engine_rollout.isolation.layer import Layer
from pytest_engine_rollout.isolation.layers.names import home

_REGISTERING = ((sys, "addaudithook"), (os, "register_at_fork"))  # Windows does not fork

Function = Callable[..., object]


class LastingFunctions(Layer["str | None"]):
    """Lets a hook be called in its engine's world only; its state is the present engine's name.

    What an installed module adds stays for all engines: it does so once.
    """

    def __init__(self, ownership: Ownership) -> None:
        self._ownership = ownership
        self._engine: str | None = None
        self._originals = [
            (module, name, getattr(module, name))
            for module, name in _REGISTERING
            if hasattr(module, name)
        ]
        self._replaced = [
            (module, name, self._for_own_engine(original))
            for module, name, original in self._originals
        ]

    def capture(self) -> str | None:
        self._bind(self._originals)
        return self._engine

    def restore(self, state: str | None) -> None:
        self._engine = state
        if state is not None:
            self._bind(self._replaced)

    def fresh(self, engine: Engine, outside: str | None) -> str:
        return engine.name

    @staticmethod
    def _bind(functions: list[tuple[Any, str, Function]]) -> None:
        for module, name, function in functions:
            setattr(module, name, function)

    def _for_own_engine(self, register: Function) -> Function:
        @wraps(register)
        def add(*functions: Any, **by_name: Any) -> None:
            own = {name: self._only_here(it) for name, it in by_name.items()}
            register(*map(self._only_here, functions), **own)

        add.__module__ = __name__  # or it would count as what an engine has put there
        return add

    def _only_here(self, function: Any) -> Any:
        engine = self._engine
        if not callable(function) or not self._ownership.owns_name(home(function)):
            return function

        def call(*arguments: Any) -> None:
            if self._engine == engine:
                function(*arguments)

        return call

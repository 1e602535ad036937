"""One of the engines that a test has at once."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from types import ModuleType
from typing import Any, TypeVar

from migration_lint.project import Engine
from pytest_engine_rollout.controllers import controller_class
from pytest_engine_rollout.rehearsal.crossing import Crossing

T = TypeVar("T")


class EngineSide:
    """An engine as a test with several of them sees it.

    Attributes:
        name: Its name.
        is_control: Whether it is the engine to leave.
    """

    def __init__(self, engine: Engine, crossing: Crossing) -> None:
        self._engine = engine
        self._crossing = crossing
        self.name = engine.name
        self.is_control = engine.is_control

    def __repr__(self) -> str:
        return f"<engine {self.name}>"

    def run(self, function: Callable[[EngineSide], T]) -> T:
        """Call `function` with this engine, in its world: imports in it see this engine only."""
        with self._crossing.inside(self._engine):
            return function(self)

    def module(self, name: str) -> ModuleType:
        """Import a module as this engine sees it."""
        with self._crossing.inside(self._engine):
            return importlib.import_module(name)

    def controller(self, *args: object, **kwargs: object) -> Any:
        """Make a controller of this engine; whatever is called on it runs in the engine's world.

        Raises:
            pytest.UsageError: The configuration names no controller for the engine.
        """
        with self._crossing.inside(self._engine):
            return Bound(controller_class(self._engine)(*args, **kwargs), self)


class Bound:
    """An object of an engine, for use outside of its world."""

    def __init__(self, target: object, side: EngineSide) -> None:
        object.__setattr__(self, "_bound", (target, side))

    def __repr__(self) -> str:
        target, side = object.__getattribute__(self, "_bound")
        return f"<{type(target).__name__} of {side.name}>"

    def __getattr__(self, name: str) -> Any:
        target, side = object.__getattribute__(self, "_bound")
        value = side.run(lambda _: getattr(target, name))
        if not callable(value):
            return value

        def call(*args: object, **kwargs: object) -> Any:
            return side.run(lambda _: value(*args, **kwargs))

        return call

    def __setattr__(self, name: str, value: object) -> None:
        target, side = object.__getattribute__(self, "_bound")
        side.run(lambda _: setattr(target, name, value))

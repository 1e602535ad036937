"""The fixture `engine`: what a test may ask of the engine that it runs on."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

import pytest

from pytest_engine_rollout.controllers import controller_class
from pytest_engine_rollout.session import SESSION, RolloutSession


class EngineHandle:
    """The engine that a test runs on.

    Attributes:
        name: Its name.
        is_control: Whether it is the engine to leave.
    """

    def __init__(self, rollout: RolloutSession) -> None:
        engine = rollout.worlds.current
        assert engine is not None
        self._rollout = rollout
        self._engine = engine
        self.name = engine.name
        self.is_control = engine.is_control

    def __repr__(self) -> str:
        return f"<engine {self.name}>"

    def module(self, name: str) -> ModuleType:
        """Import a module as this engine sees it."""
        return importlib.import_module(name)

    def controller(self, *args: object, **kwargs: object) -> Any:
        """Make a controller of this engine.

        Raises:
            pytest.UsageError: The configuration names no controller for the engine.
        """
        return controller_class(self._engine)(*args, **kwargs)

    def record(self, key: str, value: object) -> None:
        """Record a value that should be the same on every engine; it is compared by `key`."""
        kind = self._kind("records")
        if kind is not None and self._rollout.item is not None:
            kind.record(key, value)

    @property
    def events(self) -> Sequence[Mapping[str, Any]]:
        """What the running test made the engine emit so far."""
        return self._seen("events")

    @property
    def logs(self) -> Sequence[Any]:
        """What the running test made the engine log so far."""
        return self._seen("logs")

    def _seen(self, kind: str) -> Sequence[Any]:
        found = self._kind(kind)
        return () if found is None or self._rollout.item is None else found.seen()

    def _kind(self, name: str) -> Any:
        return next((kind for kind in self._rollout.evidence if kind.name == name), None)


def fixture_plugin(rollout: RolloutSession) -> object:
    """A plugin that offers the fixture under the name that was asked for."""
    name = rollout.fixture_clash.name

    class EngineFixture:
        @pytest.fixture(name=name, scope="session")
        @staticmethod
        def handle(pytestconfig: pytest.Config) -> EngineHandle:
            """The engine that the test runs on: name, module(), controller(), record()."""
            return EngineHandle(pytestconfig.stash[SESSION])

    return EngineFixture()

"""The worlds of a run, one per engine, and which of them the process is in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from migration_lint.project import Engine
from pytest_engine_rollout.isolation.layer import Layer

Listener = Callable[[Engine], None]


class Worlds:
    """Moves the process from one engine's world to another's.

    Args:
        engines: The engines of the run.
        layers: What makes up a world; captured in this order, restored in reverse.
    """

    def __init__(self, engines: Sequence[Engine], layers: Sequence[Layer[Any]]) -> None:
        self.engines: Mapping[str, Engine] = {engine.name: engine for engine in engines}
        self.current: Engine | None = None
        self.on_start: list[Listener] = []
        self.on_enter: list[Listener] = []
        self.on_leave: list[Listener] = []
        self._layers = tuple(layers)
        self._states: dict[str | None, dict[Layer[Any], Any]] = {}

    def outside(self, layer: Layer[Any]) -> Any:
        """The state of a layer before any engine entered."""
        return self._states[None][layer]

    def state(self, engine: Engine, layer: Layer[Any]) -> Any:
        """The state of a layer in the world of an engine that is not the present one."""
        return self._states[engine.name][layer]

    def started(self, engine: Engine) -> bool:
        """Whether an engine has entered before."""
        return engine is self.current or engine.name in self._states

    def enter(self, engine: Engine) -> None:
        """Move the process to an engine's world; a first time starts it."""
        if engine is self.current:
            return
        known = self.started(engine)
        self._leave()
        if not known:
            self._states[engine.name] = {
                layer: layer.fresh(engine, self.outside(layer)) for layer in self._layers
            }
        self._restore(engine)
        if not known:
            self._tell(self.on_start, engine)
        self._tell(self.on_enter, engine)

    def revisit(self, engine: Engine) -> None:
        """Move the process back to a world after the run, without calling the listeners."""
        if engine is not self.current:
            self._capture()
            self._restore(engine)

    def leave(self) -> None:
        """Move the process back to where it was before any engine entered."""
        if self.current is not None:
            self._leave()
            self._restore(None)

    def _leave(self) -> None:
        if self.current is not None:
            self._tell(self.on_leave, self.current)
        self._capture()

    def _capture(self) -> None:
        for layer in self._layers:
            layer.settle()
        name = self.current.name if self.current else None
        self._states[name] = {layer: layer.capture() for layer in self._layers}

    def _restore(self, engine: Engine | None) -> None:
        states = self._states[engine.name if engine else None]
        for layer in reversed(self._layers):
            layer.restore(states[layer])
        self.current = engine

    @staticmethod
    def _tell(listeners: Sequence[Listener], engine: Engine) -> None:
        for listener in listeners:
            listener(engine)

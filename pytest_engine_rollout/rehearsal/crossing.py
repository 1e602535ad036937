"""Change to another engine's world and back within a test.

The crossing is lighter than that between two engines' tests: modules, environment, search path and
working directory change sides, fixtures and plugins do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from migration_lint.project import Engine
from pytest_engine_rollout.isolation.importing.alterations import Alterations
from pytest_engine_rollout.isolation.importing.arrivals import Arrivals
from pytest_engine_rollout.isolation.importing.latecomers import Latecomers
from pytest_engine_rollout.isolation.items.ids import IDENTITY
from pytest_engine_rollout.isolation.layers.environment import Environment, environment_for
from pytest_engine_rollout.isolation.layers.modules import Modules, ModuleState
from pytest_engine_rollout.isolation.process_wide.process import Process, ProcessState
from pytest_engine_rollout.session import RolloutSession


@dataclass
class _Side:
    """What an engine left behind when the process last crossed over from it."""

    modules: ModuleState
    environment: dict[str, str]
    process: ProcessState


class Crossing:
    """Keeps the other engines' modules loaded for the next test.

    Their environment does not stay: it is the running test's, but for what chooses the engine.
    """

    def __init__(self, rollout: RolloutSession) -> None:
        self._rollout = rollout
        self._engines = rollout.project.engines
        ownership, variables = rollout.isolation.ownership, rollout.isolation.variables
        # Both engines of a hand-over see what the test itself sees of shared modules.
        latecomers = Latecomers(tuple, Arrivals(ownership))
        self._modules = Modules(ownership, variables, latecomers, Alterations(ownership))
        self._environment = Environment(self._engines.values())
        self._process = Process()
        self._loaded: dict[str, ModuleState] = {}
        self._here: str | None = None  # None for the engine that the test runs on

    @contextmanager
    def inside(self, engine: Engine) -> Iterator[None]:
        """A context in an engine's world; does nothing where the process is in it already."""
        outer = self._here
        before = outer or self._home()
        if engine.name == before:
            yield
            return
        left = self._leave()
        self._loaded[before] = left.modules
        self._modules.restore(self._loaded.pop(engine.name, ModuleState()))
        self._environment.restore(environment_for(engine, self._engines.values(), left.environment))
        self._here = engine.name
        try:
            yield
        finally:
            self._loaded[engine.name] = self._leave().modules
            self._modules.restore(self._loaded.pop(before))
            self._environment.restore(left.environment)
            self._process.restore(left.process)
            self._here = outer

    def _home(self) -> str:
        """The engine that the running test is for."""
        item = self._rollout.item
        assert item is not None
        return item.stash[IDENTITY].engine

    def _leave(self) -> _Side:
        self._modules.settle()
        environment, process = self._environment.capture(), self._process.capture()
        return _Side(self._modules.capture(), environment, process)

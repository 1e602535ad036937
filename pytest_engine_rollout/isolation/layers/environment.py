"""The environment variables of each engine."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable

from migration_lint.project import Engine
from pytest_engine_rollout.isolation.layer import Layer

# pytest sets and deletes it itself, while a test runs.
_OF_PYTEST = "PYTEST_CURRENT_TEST"

_ZONE = "TZ"  # the C library reads it once, and again when it is told to


def environment_for(
    engine: Engine, engines: Iterable[Engine], base: dict[str, str]
) -> dict[str, str]:
    """The environment that chooses `engine`.

    Args:
        engine: The engine to choose.
        engines: All engines; a variable that another one sets and this one does not is unset.
        base: The environment to start from.
    """
    decided = {name for other in (engine, *engines) for name in other.env}
    kept = {name: value for name, value in base.items() if name not in decided}
    return kept | {name: value for name, value in engine.env.items() if value is not None}


class Environment(Layer[dict[str, str]]):
    """`os.environ`: whatever one engine's modules and tests change stays with that engine."""

    def __init__(self, engines: Iterable[Engine]) -> None:
        self._engines = tuple(engines)

    def capture(self) -> dict[str, str]:
        return {name: value for name, value in os.environ.items() if name != _OF_PYTEST}

    def restore(self, state: dict[str, str]) -> None:
        zone = os.environ.get(_ZONE)
        for name in [*os.environ]:
            if name not in state and name != _OF_PYTEST:
                del os.environ[name]
        for name, value in state.items():
            if os.environ.get(name) != value:
                os.environ[name] = value
        if os.environ.get(_ZONE) != zone and hasattr(time, "tzset"):
            time.tzset()

    def fresh(self, engine: Engine, outside: dict[str, str]) -> dict[str, str]:
        return environment_for(engine, self._engines, outside)

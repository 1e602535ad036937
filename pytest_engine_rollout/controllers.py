"""The classes of the engines' controllers."""

from __future__ import annotations

from typing import Any

import pytest

from migration_lint.project import Engine
from pytest_engine_rollout.lookup import object_named


def controller_class(engine: Engine) -> Any:
    """The class of an engine's controller, imported in the present world.

    Raises:
        pytest.UsageError: The configuration names no controller for the engine.
    """
    if engine.controller is None:
        raise pytest.UsageError(
            f"engine {engine.name}: no controller is configured; "
            f"set engines.{engine.name}.controller"
        )
    return object_named(engine.controller)

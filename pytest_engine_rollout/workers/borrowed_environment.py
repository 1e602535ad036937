"""The variables of the process that starts the workers and runs no test itself.

It imports conftest files all the same, and a product without a default cannot be imported where no
engine is chosen.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from migration_lint.project import Engine
from pytest_engine_rollout.isolation.startup import READ_AT_START


def borrow_environment(engine: Engine, engines: Iterable[Engine]) -> Callable[[], None]:
    """Let this process have the variables that choose `engine`.

    Args:
        engine: The engine to choose.
        engines: All engines; a variable that another one sets and this one does not is unset.

    Returns:
        What puts back the values of before.
    """
    names = {name for one in engines for name in one.env} - READ_AT_START
    before = {name: os.environ.get(name) for name in names}
    _put({name: engine.env.get(name) for name in names})
    return partial(_put, before)


def _put(values: Mapping[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value

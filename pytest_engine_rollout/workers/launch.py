"""Start a worker with the environment of its engine."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence

from migration_lint.project import Engine
from pytest_engine_rollout.isolation.layers.environment import environment_for
from pytest_engine_rollout.workers.role import SERVED


def launcher(engine: Engine, engines: Sequence[Engine], python: str | None) -> str:
    """The command line that starts Python for `engine`, to be given to execnet as `python=`.

    `env` sets the environment before the interpreter starts, so that what runs before pytest,
    a `sitecustomize` or a `.pth` file, meets the engine's environment too.

    Args:
        engine: The engine that the worker serves.
        engines: All engines; a variable that another one sets and this one does not is unset.
        python: The interpreter asked for, as a command line; None for the one that runs us.
    """
    inherited = dict(os.environ)
    wanted = environment_for(engine, engines, inherited)
    unset = [argument for name in inherited if name not in wanted for argument in ("-u", name)]
    changed = [f"{name}={value}" for name, value in wanted.items() if inherited.get(name) != value]
    interpreter = shlex.split(python) if python else [sys.executable]
    return shlex.join(["env", *unset, *changed, f"{SERVED}={engine.name}", *interpreter])

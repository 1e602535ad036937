"""The role of this process in the run."""

from __future__ import annotations

import os
from enum import Enum
from typing import NamedTuple

import pytest

from pytest_engine_rollout.options import only_lists, option_value

SERVED = "PYTEST_ENGINE_ROLLOUT_SERVES"
"""The variable that a worker is started with; it is gone before the first test can see it."""

KEY = "engine_rollout"
"""Where pytest-xdist carries what is ours, in `workerinput` and `workeroutput`."""

DEFAULTS = "engine_rollout_defaults"
"""Where `workerinput` has the defaults of the controller's options."""

IN_PROCESS, PROCESS = "in-process", "process"


class Role(Enum):
    """The processes that a run is made of."""

    ALONE = "runs every engine itself, each in a world of its own"
    CONTROLLER = "starts workers and runs no test"
    WORKER = "was started with the environment of one engine and serves it to the end"


class Place(NamedTuple):
    """The role of this process, and the engine of a worker."""

    role: Role
    engine: str | None = None


def place_of(config: pytest.Config) -> Place:
    """The role of this process; to be called once, before conftest files are loaded.

    Raises:
        pytest.UsageError: The options contradict each other, or need pytest-xdist.
    """
    engine = os.environ.pop(SERVED, None)
    if engine is not None:
        return Place(Role.WORKER, engine)
    isolation = option_value(config, "--engine-isolation")
    distributed = _distributes(config)
    if distributed and isolation == IN_PROCESS:
        raise pytest.UsageError(
            f"--engine-isolation={IN_PROCESS}: with -n each worker serves one engine; "
            "leave out one of the two"
        )
    if isolation == PROCESS:
        _check_process_isolation(config)
    if only_lists(config.known_args_namespace):
        return Place(Role.ALONE)
    return Place(Role.CONTROLLER if distributed or isolation == PROCESS else Role.ALONE)


def _distributes(config: pytest.Config) -> bool:
    """Whether pytest-xdist will distribute the tests, as far as the options say."""
    known = config.known_args_namespace
    if not _has_xdist(config) or only_lists(known):
        return False
    number = known.numprocesses
    if number == 0 or (known.usepdb and number in ("auto", "logical")):
        return False
    distributed = known.dist != "no" or known.distload
    return number is not None or (distributed and bool(known.tx))


def _has_xdist(config: pytest.Config) -> bool:
    """Told by its options: with `-p xdist.plugin` it does not go by the name `xdist`."""
    known = config.known_args_namespace
    return hasattr(known, "numprocesses") and hasattr(known, "tx")


def _check_process_isolation(config: pytest.Config) -> None:
    option = f"--engine-isolation={PROCESS}"
    if not _has_xdist(config):
        raise pytest.UsageError(
            f"{option} needs pytest-xdist, which is not installed or switched off; "
            "pip install 'pytest-engine-rollout[xdist]'"
        )
    if config.known_args_namespace.usepdb:
        raise pytest.UsageError(
            f"{option}: --pdb needs the tests in this process; "
            "choose one engine instead, as in --engines=NAME"
        )

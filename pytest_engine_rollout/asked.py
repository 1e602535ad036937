"""What the options and the configuration ask of this process."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from migration_lint.project import ConfigurationError, Engine, Project, load_project
from pytest_engine_rollout.options import option_path, option_value
from pytest_engine_rollout.selection import select_engines
from pytest_engine_rollout.workers.role import Place, place_of


class Asked(NamedTuple):
    """What a run is asked for.

    Attributes:
        project: The configuration of the rollout.
        engines: The engines to run, in this order.
        place: What this process is to the run.
    """

    project: Project
    engines: tuple[Engine, ...]
    place: Place


ASKED: pytest.StashKey[Asked] = pytest.StashKey()


def read_asked(config: pytest.Config) -> Asked:
    """Read the configuration and the options; to be called once.

    Raises:
        pytest.UsageError: For any mistake in them.
    """
    try:
        project = load_project(config.rootpath, option_path(config, "--engine-config"))
    except ConfigurationError as problem:
        raise pytest.UsageError(str(problem)) from None
    engines = option_value(config, "--engines")
    assert engines is not None
    return Asked(project, select_engines(engines, project), place_of(config))

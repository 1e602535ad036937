"""Start the worlds of the second and later engines, long after pytest has started."""

from __future__ import annotations

import pytest

from pytest_engine_rollout import _pytest_compat as compat
from pytest_engine_rollout.isolation.entry import describe
from pytest_engine_rollout.session import RolloutSession


def start_world(rollout: RolloutSession, session: pytest.Session) -> None:
    """Do for the engine just entered what pytest did for the first one at its start.

    Raises:
        pytest.UsageError: A conftest file cannot be imported under this engine.
    """
    isolation, plugins = rollout.isolation, rollout.isolation.plugins
    with (
        rollout.waiting.watching("importing conftest files"),
        isolation.config_values.noticing(),
    ):
        plugins.load(rollout.worlds.outside(plugins))
        try:
            plugins.load_conftests(rollout.config)
        except compat.ConftestImportFailure as failure:
            raise pytest.UsageError(_wording(rollout, str(failure.path), failure.cause)) from None
        except SystemExit as problem:
            raise pytest.UsageError(_wording(rollout, "a conftest file", problem)) from None
        isolation.fixtures.load()
        plugins.arrange()
        plugins.call_own("pytest_sessionstart", session=session)


def _wording(rollout: RolloutSession, file: str, problem: BaseException) -> str:
    assert rollout.worlds.current is not None
    engine = rollout.worlds.current.name
    refused = rollout.isolation.refusals.met.get(engine)
    if refused:
        return f"engine {engine!r}: {refused}"
    return (
        f"engine {engine!r}: {file} cannot be imported, though it "
        f"could under the engine before: {describe(problem)}\n"
        "Where a module refuses to be imported a second time, name it in isolate, or give each "
        "engine a process: --engine-isolation=process"
    )

"""Running one test again, quietly."""

from __future__ import annotations

import pytest

from pytest_engine_rollout import _pytest_compat as compat
from pytest_engine_rollout.isolation.items import running
from pytest_engine_rollout.recording import Recorder
from pytest_engine_rollout.results import EngineResult
from pytest_engine_rollout.session import RolloutSession


def run_again(rollout: RolloutSession, item: pytest.Item) -> EngineResult | None:
    """Run a test from set-up to tear-down in its engine's world; no plugin gets its reports.

    Returns:
        Its result; None where it was not run to its end.
    """
    recorder = Recorder()
    with running.InWorld(rollout, item), running.KeepingFlag(rollout):
        reports = compat.run_quietly(item)
    for report in reports:
        recorder.hear(report)
    return recorder.result(item.nodeid)

"""Choose the kind of watch that this interpreter supports."""

from __future__ import annotations

import sys

from pytest_engine_rollout.watch.monitoring import MonitoringWatch, free_tool_id
from pytest_engine_rollout.watch.profiling import ProfilingWatch
from pytest_engine_rollout.watch.sightings import CodeWatch
from pytest_engine_rollout.watch.territory import Territory


def choose_watch(territory: Territory) -> CodeWatch:
    """A watch on the files of the engines."""
    tool = free_tool_id() if sys.version_info >= (3, 12) else None
    return ProfilingWatch(territory) if tool is None else MonitoringWatch(tool, territory)

"""The watch that this interpreter allows."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from pytest_engine_rollout.watch.monitoring import MonitoringWatch, free_tool_id
from pytest_engine_rollout.watch.profiling import ProfilingWatch
from pytest_engine_rollout.watch.sightings import CodeWatch


def choose_watch(files: Iterable[str]) -> CodeWatch:
    """A watch on these files, by real path."""
    tool = free_tool_id() if sys.version_info >= (3, 12) else None
    return ProfilingWatch(files) if tool is None else MonitoringWatch(tool, files)

"""Settings that measure code: tools of `sys.monitoring`, and `tracemalloc`."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

from pytest_engine_rollout.isolation.process_wide.setting import Setting

# A setting is looked at once its module is loaded: before an engine can change it.
import_module("_tracemalloc")

_OF_THE_RUN = frozenset({"coverage", "pytest-engine-rollout"})
"""Tools that watch all engines."""


class _Tool(NamedTuple):
    """A tool of `sys.monitoring`, with its global events and its callbacks."""

    name: str
    events: int
    callbacks: dict[int, Any]


def _tools(sys_: Any) -> dict[int, _Tool]:
    monitoring: Any = getattr(sys_, "monitoring", None)  # since Python 3.12
    names = {number: monitoring.get_tool(number) for number in range(6)} if monitoring else {}
    return {
        number: _Tool(name, monitoring.get_events(number), _callbacks(monitoring, number))
        for number, name in names.items()
        if name is not None and name not in _OF_THE_RUN
    }


def _callbacks(monitoring: Any, tool: int) -> dict[int, Any]:
    found = {}
    for event in (it for it in vars(monitoring.events).values() if type(it) is int and it):
        found[event] = monitoring.register_callback(tool, event, None)  # the only way to ask
        monitoring.register_callback(tool, event, found[event])
    return found


def _put_tools(sys_: Any, tools: dict[int, _Tool]) -> None:
    now = _tools(sys_)
    for number, tool in now.items():
        if tools.get(number) != tool:
            _put(
                sys_.monitoring,
                number,
                tool._replace(events=0, callbacks=dict.fromkeys(tool.callbacks)),
            )
            sys_.monitoring.free_tool_id(number)
    for number, tool in tools.items():
        if now.get(number) != tool:
            sys_.monitoring.use_tool_id(number, tool.name)
            _put(sys_.monitoring, number, tool)


def _put(monitoring: Any, number: int, tool: _Tool) -> None:
    for event, callback in tool.callbacks.items():
        monitoring.register_callback(number, event, callback)
    monitoring.set_events(number, tool.events)


def _traced(tracemalloc: Any) -> int:
    return int(tracemalloc.get_traceback_limit()) if tracemalloc.is_tracing() else 0


def _put_traced(tracemalloc: Any, frames: int) -> None:
    if frames != _traced(tracemalloc):
        tracemalloc.stop()
        if frames:
            tracemalloc.start(frames)


MEASURING = (
    Setting("sys", _tools, _put_tools),
    Setting("_tracemalloc", _traced, _put_traced),
)

"""Listen to module execution and process starts, by the source that this interpreter has."""

from __future__ import annotations

import sys
from collections.abc import Callable

from pytest_engine_rollout.watch import audit_events, starts
from pytest_engine_rollout.watch.listeners import Listeners, ModuleListener, ProcessListener
from pytest_engine_rollout.watch.monitoring import free_tool_id

_LISTENERS = Listeners()


def listen(on_module: ModuleListener, on_process: ProcessListener) -> Callable[[], None]:
    """Begin to listen.

    Args:
        on_module: Called with the code object of a module that is about to be executed, and the
            real path of its file; perhaps with other code too. It must not raise.
        on_process: Called with the program that is about to be started, or `FORK`. It must not
            raise. From Python 3.12 on `os.system` and `os.posix_spawn` are not heard of.

    Returns:
        What ends the listening.
    """
    if not _LISTENERS.on_module:
        _begin()
    _LISTENERS.on_module.append(on_module)
    _LISTENERS.on_process.append(on_process)

    def stop() -> None:
        _LISTENERS.on_module.remove(on_module)
        _LISTENERS.on_process.remove(on_process)
        if not _LISTENERS.on_module:
            _LISTENERS.end()

    return stop


def _begin() -> None:
    tool = free_tool_id() if sys.version_info >= (3, 12) else None
    if tool is None:
        _LISTENERS.end = audit_events.begin(_LISTENERS)
    else:
        _LISTENERS.end = starts.begin(tool, _LISTENERS)

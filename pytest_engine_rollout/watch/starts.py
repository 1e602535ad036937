"""Listen to module execution and process starts by `sys.monitoring` (Python 3.12 and later).

Each code object tells once that it starts, and never again unless it matters: what runs often
costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import CodeType

from pytest_engine_rollout.forks import before_fork
from pytest_engine_rollout.watch.interpreter import frame_at as real_frame_at
from pytest_engine_rollout.watch.listeners import FORK, Listeners
from pytest_engine_rollout.watch.monitoring import monitoring
from pytest_engine_rollout.watch.programs import SHELL, program_text

# What starts processes, by qualified name: its module, and the argument that says the program.
_STARTERS: Mapping[str, tuple[str, str]] = {
    "Popen.__init__": ("subprocess", "args"),
    "spawnv_passfds": ("multiprocessing.util", "path"),
    "_spawnvef": ("os", "file"),
    "spawn": ("pty", "argv"),
}


def begin(tool: int, listeners: Listeners) -> Callable[[], None]:
    """Call the listeners from now on.

    Args:
        tool: An id of `sys.monitoring` that is ours.
        listeners: Whom to tell.

    Returns:
        What ends that and gives the id back.
    """
    start = monitoring.events.PY_START
    # Local names: code still starts while a process ends and its modules are being emptied.
    starters, seen, frame_at, program_of = _STARTERS, monitoring.DISABLE, real_frame_at, _program

    def started(code: CodeType, _: int) -> object:
        if code.co_name == "<module>":
            listeners.executing(code)
            return None
        starter = starters.get(getattr(code, "co_qualname", ""))  # the name is new in 3.11
        if starter is None:
            return seen
        module, argument = starter
        frame = frame_at(1)
        if frame.f_globals.get("__name__") != module:
            return seen
        listeners.starting(program_of(frame.f_locals, argument))
        return None

    def stop() -> None:
        monitoring.set_events(tool, 0)
        monitoring.register_callback(tool, start, None)
        monitoring.free_tool_id(tool)
        stop_hearing()

    stop_hearing = before_fork(lambda: listeners.starting(FORK))
    monitoring.register_callback(tool, start, started)
    monitoring.set_events(tool, start)
    return stop


def _program(values: Mapping[str, object], name: str) -> str:
    if values.get("executable") is not None:
        return program_text(values["executable"])
    return SHELL if values.get("shell") else program_text(values.get(name))

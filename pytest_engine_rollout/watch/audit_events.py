"""Listen to module execution and process starts by audit events (before `sys.monitoring`).

The hook hears every event of the process, a million in a large suite. It cannot be taken away
again, so there is one for the whole process, and it is idle without listeners.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from types import CodeType

from pytest_engine_rollout.watch.listeners import FORK, Listeners
from pytest_engine_rollout.watch.programs import SHELL, program_text

_PROCESS_EVENTS = {
    "subprocess.Popen": 0,  # executable
    "os.posix_spawn": 0,
    "os.exec": 0,
    "os.spawn": 1,
    "pty.spawn": 0,
}
_SHELL_EVENT = "os.system"
_FORK_EVENTS = frozenset({"os.fork", "os.forkpty"})
_EVENTS = frozenset({"exec", _SHELL_EVENT, *_PROCESS_EVENTS, *_FORK_EVENTS})


class _Hook:
    """The one audit hook of the process, as audit hooks cannot be removed."""

    def __init__(self) -> None:
        self.listeners: Listeners | None = None

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        """Tell the listeners of an event that matters."""
        if self.listeners is None:
            return
        if event == "exec":
            code = arguments[0]
            if isinstance(code, CodeType):
                self.listeners.executing(code)
        else:
            self.listeners.starting(FORK if event in _FORK_EVENTS else _program(event, arguments))

    def forget(self) -> None:
        """Have no listeners."""
        self.listeners = None


@cache
def _installed() -> _Hook:
    hook = _Hook()

    def hear(
        event: str,
        arguments: tuple[object, ...],
        matter: frozenset[str] = _EVENTS,  # a local name: a suite has events by the million
    ) -> None:
        if event in matter:
            hook.hear(event, arguments)

    sys.addaudithook(hear)
    return hook


def begin(listeners: Listeners) -> Callable[[], None]:
    """Call the listeners from now on; returns the function that ends it."""
    hook = _installed()
    hook.listeners = listeners
    return hook.forget


def _program(event: str, arguments: tuple[object, ...]) -> str:
    if event == _SHELL_EVENT:
        return SHELL
    position = _PROCESS_EVENTS[event]
    if event == "subprocess.Popen" and arguments[0] is None:
        return program_text(arguments[1])
    return program_text(arguments[position]) if position < len(arguments) else ""

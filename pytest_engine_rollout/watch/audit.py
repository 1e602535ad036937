"""The interpreter's audit events: which module code is executed, which processes are started.

An audit hook cannot be taken away again, so there is one for the whole process, and it is idle
while nobody listens.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from types import CodeType

ModuleListener = Callable[[CodeType], None]
ProcessListener = Callable[[str], None]

_PROCESS_EVENTS = {
    "subprocess.Popen": 0,  # executable
    "os.posix_spawn": 0,
    "os.exec": 0,
    "os.spawn": 1,
    "os.system": 0,
    "pty.spawn": 0,
}
_FORK_EVENTS = frozenset({"os.fork", "os.forkpty"})
FORK = "fork"
_INTERPRETERS = (
    "python",
    "pypy",
    "pytest",
    "sh",
    "bash",
    "dash",
    "zsh",
    "env",
    "make",
    "uv",
    "tox",
)


_EVENTS = frozenset({"exec", *_PROCESS_EVENTS, *_FORK_EVENTS})


class _Listeners:
    """Who listens to the process's one hook."""

    def __init__(self) -> None:
        self.on_module: list[ModuleListener] = []
        self.on_process: list[ProcessListener] = []
        self.is_installed = False

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        """One of the events that matter."""
        if event == "exec":
            code = arguments[0]
            for listener in self.on_module if isinstance(code, CodeType) else ():
                listener(code)  # type: ignore[arg-type]  # a code object, as tested
        elif self.on_process:
            program = FORK if event in _FORK_EVENTS else _program(event, arguments)
            for told in self.on_process:
                told(program)


_LISTENERS = _Listeners()


def _hook(
    event: str,
    arguments: tuple[object, ...],
    matter: frozenset[str] = _EVENTS,  # a local name: a suite has events by the million
) -> None:
    if event in matter:
        _LISTENERS.hear(event, arguments)


def listen(on_module: ModuleListener, on_process: ProcessListener) -> Callable[[], None]:
    """Begin to listen.

    Args:
        on_module: Called with the code object that `exec` is about to run: a module's, or whatever
            else the program executes. It must not raise.
        on_process: Called with the program that is about to be started, or `FORK`. It must not
            raise.

    Returns:
        What ends the listening.
    """
    if not _LISTENERS.is_installed:
        _LISTENERS.is_installed = True
        sys.addaudithook(_hook)
    _LISTENERS.on_module.append(on_module)
    _LISTENERS.on_process.append(on_process)

    def stop() -> None:
        _LISTENERS.on_module.remove(on_module)
        _LISTENERS.on_process.remove(on_process)

    return stop


def may_run_python(program: str) -> bool:
    """Whether a program could run Python code: an interpreter, a shell, a script; not a binary."""
    words = program.split(maxsplit=1)
    if not words:
        return False
    folder, _, name = words[0].rpartition("/")
    if name.startswith(_INTERPRETERS):
        return True
    folders = [folder] if folder else os.environ.get("PATH", "").split(os.pathsep)
    return any(_is_script(f"{place}/{name}") for place in folders)


def _is_script(path: str) -> bool:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - tests replace parts of pathlib
            return file.read(2) == b"#!"
    except OSError:
        return False


def _program(event: str, arguments: tuple[object, ...]) -> str:
    position = _PROCESS_EVENTS[event]
    if event == "subprocess.Popen" and arguments[0] is None:
        return _text(arguments[1])
    return _text(arguments[position]) if position < len(arguments) else ""


def _text(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return _text(value[0]) if value else ""
    return os.fsdecode(value) if isinstance(value, (str, bytes, os.PathLike)) else ""

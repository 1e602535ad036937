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


class _Hook:
    """The process's one hook and who listens to it."""

    def __init__(self) -> None:
        self.on_module: list[ModuleListener] = []
        self.on_process: list[ProcessListener] = []
        self.is_installed = False

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "exec":
            code = arguments[0]
            if isinstance(code, CodeType):
                for listener in self.on_module:
                    listener(code)
        elif self.on_process and (event in _PROCESS_EVENTS or event in _FORK_EVENTS):
            program = FORK if event in _FORK_EVENTS else _program(event, arguments)
            for told in self.on_process:
                told(program)


_HOOK = _Hook()


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
    if not _HOOK.is_installed:
        _HOOK.is_installed = True
        sys.addaudithook(_HOOK)
    _HOOK.on_module.append(on_module)
    _HOOK.on_process.append(on_process)

    def stop() -> None:
        _HOOK.on_module.remove(on_module)
        _HOOK.on_process.remove(on_process)

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

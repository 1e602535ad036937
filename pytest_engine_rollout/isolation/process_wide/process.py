"""Other state of the interpreter that modules and tests often change."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass

from pytest_engine_rollout.isolation.layer import Layer
from pytest_engine_rollout.system import getcwd


@dataclass(frozen=True)
class ProcessState:
    """Values of the interpreter; lists are kept as copies and restored in place."""

    folder: str | None
    lists: tuple[list[object], ...]
    recursion_limit: int


def _lists() -> tuple[list[object], ...]:
    return (sys.path, sys.meta_path, sys.path_hooks, sys.argv)  # type: ignore[return-value]  # lists of anything


class Process(Layer[ProcessState]):
    """Working directory, search path, finders, arguments and recursion limit."""

    def capture(self) -> ProcessState:
        return ProcessState(
            _working_directory(), tuple([*held] for held in _lists()), sys.getrecursionlimit()
        )

    def restore(self, state: ProcessState) -> None:
        if state.folder is not None and state.folder != _working_directory():
            with suppress(FileNotFoundError):  # the folder was removed meanwhile
                os.chdir(state.folder)
        for held, kept in zip(_lists(), state.lists, strict=True):
            held[:] = kept
        sys.setrecursionlimit(state.recursion_limit)


def _working_directory() -> str | None:
    try:
        return getcwd()
    except FileNotFoundError:  # a test may have removed it
        return None

"""Modules that an engine cannot import because another engine has imported them.

What they do then can be done once in a process: define an option, add a file to the pool of
protobuf, register a type with a library in C++. The error does not say so; to a process of its own
the module is no trouble.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import TracebackType
from typing import NamedTuple

from pytest_engine_rollout.isolation.throwaway_process import importable_alone


class _Failure(NamedTuple):
    """Where an import failed: the module, and the one whose code raised the error."""

    module: str
    raised_in: str


class Refusals:
    """Recognizes such modules by the errors that importing them raises.

    Args:
        is_of_another: Whether a module is one that another engine has imported, by its name.
    """

    def __init__(self, is_of_another: Callable[[str], bool]) -> None:
        self._is_of_another = is_of_another
        self._importable: dict[str, bool] = {}

    def explain(self, error: BaseException) -> str:
        """The message if an error comes from such a module; else empty."""
        for cause in _causes(error):
            failure = self._failure(cause)
            if failure is not None:
                by = failure.raised_in
                refuses = f"{by} refuses" if by != failure.module else "it fails"
                return (
                    f"{failure.module} cannot be imported a second time in this process: {refuses} "
                    f"with {type(cause).__name__}: {cause}; give each engine a process: "
                    "--engine-isolation=process"
                )
        return ""

    def _failure(self, error: BaseException) -> _Failure | None:
        frames = [*_frames(error.__traceback__)]
        for module, code in reversed(frames):
            if code == "<module>" and self._is_of_another(module):
                return _Failure(module, frames[-1][0]) if self._is_importable(module) else None
        return None

    def _is_importable(self, module: str) -> bool:
        if module not in self._importable:
            self._importable[module] = bool(importable_alone([module]))
        return self._importable[module]


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error, and those that it was raised from."""
    while error is not None:
        yield error
        error = error.__cause__


def _frames(trace: TracebackType | None) -> Iterator[tuple[str, str]]:
    """The module and the name of the code, from the outermost frame on."""
    while trace is not None:
        frame = trace.tb_frame
        yield str(frame.f_globals.get("__name__")), frame.f_code.co_name
        trace = trace.tb_next

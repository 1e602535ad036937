"""Tell the user what a run waits for when an engine takes long to import."""

from __future__ import annotations

import os
import sys
import sysconfig
import time
from _thread import allocate_lock, get_ident, start_new_thread
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NamedTuple

from pytest_engine_rollout.forks import before_fork

PATIENCE = 15.0
"""Seconds after which it is said what takes long."""

_LIBRARY = os.path.realpath(sysconfig.get_path("stdlib")) + os.sep


class _Doing(NamedTuple):
    what: str
    since: float


class Waiting:
    """Watches the main thread from a thread of its own.

    `threading` does not know that thread: suites count theirs. It ends before the process is
    forked, for Python warns of forks of processes with threads.

    Args:
        say: Called with a sentence.
    """

    def __init__(self, say: Callable[[str], object]) -> None:
        self._say = say
        self._doing: _Doing | None = None
        self._watched = 0
        self._stopped, self._ended = allocate_lock(), allocate_lock()
        self._stop_hearing: Callable[[], object] = lambda: None

    @contextmanager
    def watching(self, what: str) -> Iterator[None]:
        """A context within which the user is told that `what` takes long, if it does."""
        outer = self._doing
        self.begin(what)
        try:
            yield
        finally:
            self._doing = outer

    def begin(self, what: str) -> None:
        """Tell the user that `what` takes long, unless `end` is called in time."""
        self._doing = _Doing(what, time.monotonic())
        if not self._stopped.locked():
            self._watched = get_ident()
            self._stopped.acquire()
            self._ended.acquire()
            self._stop_hearing = before_fork(self.end)
            start_new_thread(self._watch, ())

    def end(self) -> None:
        """Stop watching."""
        self._doing = None
        if self._stopped.locked():
            self._stop_hearing()
            self._stopped.release()
            self._ended.acquire()
            self._ended.release()

    def _watch(self) -> None:
        told: _Doing | None = None
        while not self._stopped.acquire(timeout=PATIENCE / 10):
            doing = self._doing
            if doing is None or doing is told or time.monotonic() - doing.since < PATIENCE:
                continue
            told = doing
            frame = sys._current_frames().get(self._watched)  # noqa: SLF001 - its public name
            self._say(f"{doing.what} has taken {PATIENCE:g} s so far and is at {_place(frame)}")
        self._stopped.release()
        self._ended.release()


def _place(frame: FrameType | None) -> str:
    """The file and line that a thread is at, or that called the standard library."""
    innermost = frame
    while frame is not None and _is_of_library(frame):
        frame = frame.f_back
    shown = frame or innermost
    return f"{shown.f_code.co_filename}:{shown.f_lineno}" if shown else "an unknown place"


def _is_of_library(frame: FrameType) -> bool:
    file = frame.f_code.co_filename
    return file.startswith("<") or os.path.realpath(file).startswith(_LIBRARY)

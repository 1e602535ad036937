"""Threads that were started before the phase in which their code runs."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from pytest_engine_rollout.watch.interpreter import frames_of_threads, present_thread


class StrayThreads:
    """Knows the threads that lived already when a phase began: nobody knows on whose behalf."""

    def __init__(self) -> None:
        self._at_begin: Mapping[int, threading.Thread | None] = {}

    def begin(self) -> None:
        """A phase begins, in this thread."""
        running = frames_of_threads()
        running.pop(present_thread(), None)
        self._at_begin = {ident: _known(ident) for ident in running}

    def is_here(self) -> bool:
        """Whether this is one of them, and no new one that was given the number of one."""
        ident = present_thread()
        return ident in self._at_begin and self._at_begin[ident] is _known(ident)

    def end(self) -> None:
        """The phase has ended: keep no thread alive."""
        self._at_begin = {}


def _known(ident: int) -> threading.Thread | None:
    """The thread's object, if it has one; `threading.current_thread` would make one for good."""
    active: Mapping[int, threading.Thread] = threading._active  # type: ignore[attr-defined]  # noqa: SLF001 - see above
    return active.get(ident)

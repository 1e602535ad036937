"""Recognize threads that were started before the phase in which their code runs."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from pytest_engine_rollout.watch.interpreter import frames_of_threads, present_thread


class StrayThreads:
    """The threads that already ran when a phase began, on behalf of some earlier test or import."""

    def __init__(self) -> None:
        self._at_begin: Mapping[int, threading.Thread | None] = {}

    def begin(self) -> None:
        """Begin a phase, in this thread."""
        running = frames_of_threads()
        running.pop(present_thread(), None)
        self._at_begin = {ident: _known(ident) for ident in running}

    def is_here(self) -> bool:
        """Whether this thread is one of them, and not a new one that reuses an old thread's id."""
        ident = present_thread()
        return ident in self._at_begin and self._at_begin[ident] is _known(ident)

    def end(self) -> None:
        """End the phase, and drop the references to threads."""
        self._at_begin = {}


def _known(ident: int) -> threading.Thread | None:
    """The thread's object, if it has one; `threading.current_thread` would make one for good."""
    active: Mapping[int, threading.Thread] = threading._active  # type: ignore[attr-defined]  # noqa: SLF001 - see above
    return active.get(ident)

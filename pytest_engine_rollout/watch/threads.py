"""Threads that outlive the test that started them."""

from __future__ import annotations

import threading
from weakref import WeakSet


class StrayThreads:
    """Knows which threads an earlier test left behind."""

    def __init__(self) -> None:
        self._stray: WeakSet[threading.Thread] = WeakSet()
        self._at_begin: frozenset[threading.Thread] = frozenset()
        self.idents: frozenset[int | None] = frozenset()

    def begin(self) -> None:
        """A phase begins: threads that live now are its own, but for strays of earlier ones."""
        self._at_begin = frozenset(threading.enumerate())
        if self._stray:
            self.idents = frozenset(thread.ident for thread in self._at_begin & set(self._stray))
        else:
            self.idents = frozenset()

    def end(self) -> None:
        """The phase has ended: what lives now and did not then has strayed."""
        for thread in threading.enumerate():
            if thread not in self._at_begin:
                self._stray.add(thread)
        self._at_begin = frozenset()

"""Call functions before each fork of this process."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache

Listener = Callable[[], object]


def before_fork(listener: Listener) -> Callable[[], None]:
    """Call `listener` before each fork of this process; returns the function that ends it."""
    listeners = _listeners()
    listeners.append(listener)

    def stop() -> None:
        if listener in listeners:
            listeners.remove(listener)

    return stop


@cache
def _listeners() -> list[Listener]:
    """The process's one set of listeners, as functions registered with `os` cannot be removed."""
    listeners: list[Listener] = []

    def tell() -> None:
        for listener in [*listeners]:  # a copy, as a listener may remove itself
            listener()

    if hasattr(os, "register_at_fork"):
        os.register_at_fork(before=tell)
    return listeners

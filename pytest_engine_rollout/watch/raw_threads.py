"""Notice threads that are started by `_thread.start_new_thread`, without `threading`.

`threading.setprofile` does not reach them and, before Python 3.12, nothing else tells of them. So
the function is replaced by one that has the new thread tell of itself, and then does the same.
"""

from __future__ import annotations

import _thread
from collections.abc import Callable
from functools import wraps
from typing import Any


def hear(on_start: Callable[[], None]) -> Callable[[], None]:
    """Call `on_start` first in each such thread; returns the function that ends it."""
    original = _thread.start_new_thread
    listener: Callable[[], None] | None = on_start

    def telling(function: Callable[..., object]) -> Callable[..., None]:
        @wraps(function)
        def run(*arguments: object, **keywords: object) -> None:
            if listener is not None:
                listener()
            function(*arguments, **keywords)

        return run

    @wraps(original)
    def start_new_thread(*arguments: Any) -> Any:
        if arguments and callable(arguments[0]):
            arguments = (telling(arguments[0]), *arguments[1:])
        return original(*arguments)

    def stop() -> None:
        nonlocal listener
        listener = None  # code that took the function meanwhile goes on calling it
        if _thread.start_new_thread is start_new_thread:
            _thread.start_new_thread = original

    _thread.start_new_thread = start_new_thread
    return stop

"""The `contextvars` of each engine, in the context that pytest itself runs in.

`app.app_context().push()` in a conftest file sets one; without this the last engine's application
would be everybody's.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextvars import Context, copy_context
from itertools import chain
from typing import Any

import pytest

from migration_lint.project import Engine
from pytest_engine_rollout.isolation.layer import Layer


class Contexts(Layer["tuple[Context, ...]"]):
    """Enters a context for each engine; none outside of all engines.

    The first is ours, those within it a test has entered, and stayed there. `Context.run` would do
    for a function of ours, but an engine stays while pytest goes from hook to hook. What enters a
    context and stays there is public in the C interface only.
    """

    def __init__(self) -> None:
        self._entered: tuple[Context, ...] = ()
        self._outside = Context()

    def capture(self) -> tuple[Context, ...]:
        if not self._entered:
            self._outside = copy_context()
            return ()
        known, self._entered = self._entered, ()
        left = [_leave_innermost(known)]
        while left[-1] is not known[0]:
            left.append(_leave_innermost(known))
        return tuple(reversed(left))

    def restore(self, state: tuple[Context, ...]) -> None:
        from ctypes import py_object, pythonapi  # noqa: PLC0415 - not where one engine runs

        for context in state:
            pythonapi.PyContext_Enter(py_object(context))
        self._entered = state

    def fresh(self, engine: Engine, outside: tuple[Context, ...]) -> tuple[Context, ...]:
        context = self._outside.copy()
        decimal: Any = sys.modules.get("decimal")
        if decimal is not None:  # what a variable holds is the same object in the copy
            context.run(lambda: decimal.setcontext(decimal.getcontext().copy()))
        return (context,)


def _all_contexts() -> Iterator[Context]:
    """All context objects; lazily, as listing all objects takes long."""
    yield from (it for it in gc.get_objects() if type(it) is Context)


def _leave_innermost(known: tuple[Context, ...]) -> Context:
    """Leave the present context; which one that is can only be found by trying.

    Raises:
        pytest.UsageError: It is neither known nor among all objects.
    """
    from ctypes import py_object, pythonapi  # noqa: PLC0415 - as above

    for context in chain(reversed(known), _all_contexts()):
        try:
            pythonapi.PyContext_Exit(py_object(context))
        except RuntimeError:
            continue
        return context
    raise pytest.UsageError(
        "a test has entered a context of its own (contextvars) that cannot be left, and the next "
        "engine would run in it; give each engine a process: --engine-isolation=process"
    )

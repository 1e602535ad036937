"""The context variables of each engine: `contextvars` of what pytest itself runs in.

`app.app_context().push()` in a conftest file sets one; without this the last engine's application
would be everybody's.
"""

from __future__ import annotations

from contextlib import suppress
from contextvars import Context, copy_context

from migration_lint.project import Engine
from pytest_engine_rollout.isolation.layer import Layer


class Contexts(Layer["Context | None"]):
    """The context that is entered for each engine; outside of all engines None is.

    `Context.run` would do for a function of ours, but an engine stays while pytest goes from hook
    to hook. What enters a context and stays there is public in the C interface only.
    """

    def __init__(self) -> None:
        self._entered: Context | None = None
        self._outside = Context()

    def capture(self) -> Context | None:
        if self._entered is None:
            self._outside = copy_context()
        return self._entered

    def restore(self, state: Context | None) -> None:
        if state is self._entered:
            return
        from ctypes import py_object, pythonapi  # noqa: PLC0415 - not where one engine runs

        with suppress(RuntimeError):  # a test has entered another one, and stayed there
            if self._entered is not None:
                pythonapi.PyContext_Exit(py_object(self._entered))
            self._entered = None
            if state is not None:
                pythonapi.PyContext_Enter(py_object(state))
                self._entered = state

    def fresh(self, engine: Engine, outside: Context | None) -> Context:
        return self._outside.copy()

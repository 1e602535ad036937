"""Run the functions registered with `atexit`, and finalizers, in the world they come from."""

from __future__ import annotations

import atexit
from typing import Any
from weakref import finalize

from migration_lint.project import Engine
from pytest_engine_rollout.isolation.worlds import Worlds

_FINALIZE: Any = finalize  # what it keeps has no public names


class AtExit:
    """Registers a return to an engine's world before the functions that are registered there.

    Python calls the functions last in, first out: what is registered when an engine is left is
    called just before all that was registered while it was there.
    """

    def __init__(self, worlds: Worlds) -> None:
        self._worlds = worlds
        self._finalizers = Finalizers()
        self._before = 0
        self._needed = False
        worlds.on_enter.append(self._entered)
        worlds.on_leave.append(self._left)
        atexit.register(self._leave)

    def forget(self) -> None:
        """After the run: unregister what is not needed because an engine has registered nothing."""
        if not self._needed:
            atexit.unregister(self._leave)

    def _entered(self, engine: Engine) -> None:
        self._before = _registered()
        self._finalizers.entered(engine)

    def _left(self, engine: Engine) -> None:
        self._finalizers.left(engine)
        if _registered() != self._before:
            self._needed = True
            atexit.register(self._revisit, engine)

    def _revisit(self, engine: Engine) -> None:
        self._worlds.revisit(engine)
        self._finalizers.show(engine)

    def _leave(self) -> None:
        self._worlds.leave()
        self._finalizers.show(None)


class Finalizers:
    """Separates the finalizers of `weakref.finalize`, which has one exit function for all."""

    def __init__(self) -> None:
        self._registered = False
        self._served: set[str] = set()
        self._before: set[object] = set()
        self._engines: dict[object, str] = {}
        self._hidden: dict[object, object] = {}

    def entered(self, engine: Engine) -> None:
        """Let the first finalizer of an engine register the exit function anew."""
        self._registered, _FINALIZE._registered_with_atexit = (
            _FINALIZE._registered_with_atexit,
            engine.name in self._served,
        )
        self._before = {*_FINALIZE._registry}

    def left(self, engine: Engine) -> None:
        """Note the finalizers that an engine has made."""
        if _FINALIZE._registered_with_atexit:
            self._served.add(engine.name)
        _FINALIZE._registered_with_atexit = self._registered
        made = _FINALIZE._registry.keys() - self._before
        self._engines |= dict.fromkeys(made, engine.name)

    def show(self, engine: Engine | None) -> None:
        """At exit: give the exit function the finalizers of one engine, or those of none."""
        name = engine.name if engine else None
        pending = self._hidden | _FINALIZE._registry
        shown = {it: pending[it] for it in pending if self._engines.get(it) == name}
        self._hidden = {it: pending[it] for it in pending if it not in shown}
        _FINALIZE._registry.clear()  # in place: a name bound anew is taken for an engine's doing
        _FINALIZE._registry.update(shown)
        _FINALIZE._shutdown = False  # the function calls none once it has run


def _registered() -> int:
    return atexit._ncallbacks()

"""Functions registered with `atexit`: each is to run in the world that registered it."""

from __future__ import annotations

import atexit

from migration_lint.project import Engine
from pytest_engine_rollout.isolation.worlds import Worlds


class AtExit:
    """Puts a way back into an engine's world right before the functions registered there.

    Python calls the functions last in, first out: what is registered when an engine is left is
    called just before all that was registered while it was there.
    """

    def __init__(self, worlds: Worlds) -> None:
        self._worlds = worlds
        self._before = 0
        self._needed = False
        worlds.on_enter.append(self._entered)
        worlds.on_leave.append(self._left)
        atexit.register(worlds.leave)

    def forget(self) -> None:
        """The run has ended: without functions of an engine there is nothing to do at exit."""
        if not self._needed:
            atexit.unregister(self._worlds.leave)

    def _entered(self, engine: Engine) -> None:
        self._before = _registered()

    def _left(self, engine: Engine) -> None:
        if _registered() != self._before:
            self._needed = True
            atexit.register(self._worlds.revisit, engine)


def _registered() -> int:
    return atexit._ncallbacks()  # noqa: SLF001 - no public way

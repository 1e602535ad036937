"""Start the interpreters of all workers in parallel."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from execnet import Gateway, XSpec

Make = Callable[["XSpec"], "Gateway"]
Started = Mapping["str | None", Make]

_PATH = [*sys.path]  # before conftest files and settings add to it

_PREPARATION = "import sys; sys.path = channel.receive(); import execnet, pytest"
"""What every worker does first, whatever it is told later."""


def start_side_by_side(group: Any, specs: Sequence[XSpec], started: Started) -> None:
    """Start an interpreter for each spec now; the group returns these when it is asked.

    pytest-xdist starts one after the other and waits for each to answer: the last of them, and with
    it the engine that it serves, would begin after the start of all.

    Args:
        group: Of execnet; asked once for each spec.
        specs: With ids.
        started: Gives what was started for some of them already, by id.
    """
    make: Make = group.makegateway
    starting = {
        **started,
        **{it.id: Start(make, it).result for it in specs if it.id not in started},
    }

    def given(spec: XSpec) -> Gateway:
        give: Make = starting.pop(spec.id, make)
        return give(spec)

    group.makegateway = given


class Start:
    """One interpreter that is being started and prepared, in a thread of its own."""

    def __init__(self, make: Make, spec: XSpec) -> None:
        self._made: Gateway | None = None
        self._problem: BaseException | None = None
        self._answered = Event()
        self._thread = Thread(target=self._run, args=(make, spec), daemon=True)
        self._thread.start()

    def gateway(self) -> Gateway:
        """The gateway, once it answers; raises the problem if there was one."""
        self._answered.wait()
        if self._problem is not None:
            raise self._problem
        assert self._made is not None
        return self._made

    def result(self, spec: XSpec) -> Gateway:
        """What was made, once it is prepared, as the one of this spec, or the problem, raised."""
        self._thread.join()
        gateway = self.gateway()
        gateway.spec = spec
        return gateway

    def _run(self, make: Make, spec: XSpec) -> None:
        try:
            self._made = make(spec)
        except BaseException as problem:  # noqa: BLE001 - raised where it would have been raised
            self._problem = problem
            return
        finally:
            self._answered.set()
        from execnet import RemoteError  # noqa: PLC0415 - a run without workers needs none

        with suppress(RemoteError, EOFError, OSError):  # will be met again, and told then
            channel = self._made.remote_exec(_PREPARATION)
            channel.send(_PATH)
            channel.waitclose()

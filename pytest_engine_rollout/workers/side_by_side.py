"""Starting the interpreters of all workers side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from execnet import Gateway, XSpec

Make = Callable[["XSpec"], "Gateway"]


def start_side_by_side(group: Any, specs: Sequence[XSpec]) -> None:
    """Start an interpreter for each of some specs now; a group then gives those when it is asked.

    pytest-xdist starts one after the other and waits for each to answer: the last of them, and with
    it the engine that it serves, would begin after the start of all.

    Args:
        group: Of execnet; asked once for each spec.
        specs: With ids.
    """
    make: Make = group.makegateway
    starting = {spec.id: _Start(make, spec) for spec in specs}

    def given(spec: XSpec) -> Gateway:
        start = starting.pop(spec.id, None)
        return make(spec) if start is None else start.result()

    group.makegateway = given


class _Start:
    """One interpreter that is being started, in a thread of its own."""

    def __init__(self, make: Make, spec: XSpec) -> None:
        self._made: Gateway | None = None
        self._problem: BaseException | None = None
        self._thread = Thread(target=self._run, args=(make, spec), daemon=True)
        self._thread.start()

    def result(self) -> Gateway:
        """What was made, once it answers, or the problem, raised."""
        self._thread.join()
        if self._problem is not None:
            raise self._problem
        assert self._made is not None
        return self._made

    def _run(self, make: Make, spec: XSpec) -> None:
        try:
            self._made = make(spec)
        except BaseException as problem:  # noqa: BLE001 - raised where it would have been raised
            self._problem = problem

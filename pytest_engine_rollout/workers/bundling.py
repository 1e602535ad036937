"""Bundle a worker's events into few messages to its controller, each one packed value.

pytest-xdist sends six messages for a test. Each is taken apart by execnet, value by value and in
Python at both ends, and wakes up two threads: that takes longer than a short test. So of the events
of a test those wait for others that change nothing the user sees: that it begins, that it was set
up, that it was torn down. What fails, and what it came to, is told at once.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest
    from xdist.workermanage import WorkerController

_BUNDLE = "engine_rollout_bundle"

Event = tuple[str, dict[str, Any]]
"""The name of an event of pytest-xdist, and its values by name."""


class Bundling:
    """Sends the events of a worker.

    Args:
        send: Sends one event.
        shows_starts: Whether the user is shown that a test begins.
    """

    def __init__(self, send: Callable[..., None], *, shows_starts: bool) -> None:
        self._send = send
        self._quiet = {"logfinish"} if shows_starts else {"logstart", "logfinish"}
        self._held: list[Event] = []

    def send(self, name: str, **values: Any) -> None:
        """Send an event, possibly bundled with the following ones, in order."""
        if name == "unscheduled":  # comes from another thread, and is about no test that has begun
            self._send(name, **values)
            return
        self._held.append((name, values))
        if not (name in self._quiet or (name == "testreport" and _is_quiet(values["data"]))):
            self._flush()

    def _flush(self) -> None:
        held, self._held = self._held, []
        packed = pack(held)
        if packed is not None:
            self._send(_BUNDLE, packed=packed)
            return
        for name, values in held:
            self._send(name, **values)


def bundle(config: pytest.Config) -> None:
    """Bundle the events of this worker from now on."""
    (worker,) = (
        plugin
        for plugin in config.pluginmanager.get_plugins()
        if type(plugin).__name__ == "WorkerInteractor"
    )
    shows_starts = config.getoption("verbose", 0) > 0  # which there is not without a terminal
    worker.sendevent = Bundling(worker.sendevent, shows_starts=shows_starts).send


def unbundle(node: WorkerController) -> None:
    """Unpack a worker's bundles in the controller; to be called before the first event."""
    process: Callable[[Any], None] = node.process_from_remote

    def process_all(event: Any) -> None:
        if isinstance(event, tuple) and event[0] == _BUNDLE:
            for one in unpack(event[1]["packed"]):
                process(one)
        else:
            process(event)

    node.process_from_remote = process_all  # type: ignore[method-assign, assignment]  # there is no hook


def pack(value: object) -> bytes | None:
    """Pack plain values into one; None if any is not plain, so that execnet can refuse it."""
    packed = io.BytesIO()
    try:
        _PlainPickler(packed, protocol=pickle.HIGHEST_PROTOCOL).dump(value)
    except pickle.PicklingError:
        return None
    return packed.getvalue()


def unpack(packed: bytes) -> Any:
    """The values that `pack` was given."""
    return pickle.loads(packed)  # noqa: S301 - from a process of our own, and plain


def _is_quiet(report: dict[str, Any]) -> bool:
    return report.get("outcome") == "passed" and report.get("when") in ("setup", "teardown")


class _PlainPickler(pickle.Pickler):
    """Refuses objects of classes, as unpickling them would import an engine."""

    def reducer_override(self, obj: object) -> Any:
        """Refuse values of other types; pickle calls this for these only."""
        raise pickle.PicklingError(f"{type(obj).__name__} is no plain value")

"""Events: what the engines emit, under common names, with the stage each is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import FrameType
from typing import Any, ClassVar

import pytest

from migration_lint.project.tables.events import EventTap
from pytest_engine_rollout.evidence.base import Evidence, When
from pytest_engine_rollout.options import option_value
from pytest_engine_rollout.session import RolloutSession
from pytest_engine_rollout.watch.probes import BLIND, arguments_of
from pytest_engine_rollout.watch.reading import fill, read
from pytest_engine_rollout.watch.run_probes import probes_of

MOST_EVENTS = 1_000


class Events(Evidence):
    """Observes the callables that the taps name.

    Its JSON: `emitted`, a list of `{"event", "stage"}`; `cut`, how many more there were; `blind`,
    why nothing could be seen.
    """

    name: ClassVar[str] = "events"
    phases: ClassVar[frozenset[When]] = frozenset({"call"})

    def __init__(self, session: RolloutSession) -> None:
        super().__init__(session)
        self._probes = probes_of(session)
        self._emitted: list[dict[str, Any]] = []
        self._count = 0
        self._is_on = False
        for name, tap in session.project.settings.events.items():
            self._probes.functions.want(tap.call, TapListener(self, name, tap))

    @classmethod
    def wanted(cls, session: RolloutSession) -> bool:
        """Unless `--engine-evidence=off`."""
        return option_value(session.config, "--engine-evidence") != "off"

    def forget(self) -> None:
        """Start with no events."""
        self._emitted, self._count = [], 0

    def begin(self, item: pytest.Item, when: When) -> None:
        """Observe the call phase."""
        self._probes.functions.look_again()
        self._is_on = True

    def end(self, item: pytest.Item, when: When) -> None:
        """Stop observing until the next call phase."""
        self._is_on = False

    def collect(self, item: pytest.Item) -> Mapping[str, Any]:
        """The events, once the call phase has ended."""
        emitted = self._emitted
        if not self._probes.probes.can_see:
            return {"blind": BLIND}
        cut = self._count - len(emitted)
        return ({"emitted": emitted} if emitted else {}) | ({"cut": cut} if cut else {})

    def seen(self) -> Sequence[Mapping[str, Any]]:
        """The events of the running test so far."""
        return tuple(self._emitted)

    def finish(self) -> None:
        """Stop observing."""
        self._probes.close()

    def add(self, event: str, stage: str | None) -> None:
        """Note an event."""
        if not self._is_on:
            return
        self._count += 1
        if len(self._emitted) < MOST_EVENTS:
            self._emitted.append({"event": event, "stage": stage})


class TapListener:
    """Turns calls of a tap's callable into events."""

    def __init__(self, events: Events, name: str, tap: EventTap) -> None:
        self._events = events
        self._name = name
        self._tap = tap

    def entered(self, frame: FrameType) -> None:
        """The callable is called."""
        try:
            arguments = arguments_of(frame)
            event = fill(self._tap.event, arguments) if self._tap.event else self._name
            stage = read(arguments, self._tap.stage) if self._tap.stage else None
        except Exception:  # noqa: BLE001 - an event that cannot be read must not fail the test
            event, stage = self._name, None
        if self._tap.names:
            if event not in self._tap.names:
                return
            event = self._tap.names[event]
        self._events.add(event, stage if type(stage) is str else None)

    def returned(self, frame: FrameType, value: object) -> None:
        """Does nothing."""

    def raised(self, frame: FrameType, problem: BaseException) -> None:
        """Does nothing."""

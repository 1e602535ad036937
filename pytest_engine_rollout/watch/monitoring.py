"""Watching code with `sys.monitoring` (Python 3.12 and later).

Only functions of the watched files report that they start, each once per phase: what is not
watched runs at full speed, and so does what was seen already.
"""

from __future__ import annotations

import mmap
import os
import sys
from collections.abc import Iterable
from types import CodeType
from typing import Any, ClassVar

from pytest_engine_rollout.watch.interpreter import frame_at, present_thread
from pytest_engine_rollout.watch.sightings import NOTHING, CodeWatch, Sightings, functions_in
from pytest_engine_rollout.watch.stack import cause_of, frame_below
from pytest_engine_rollout.watch.territory import Territory
from pytest_engine_rollout.watch.threads import StrayThreads

monitoring: Any = getattr(sys, "monitoring", None)  # None before 3.12, where nobody comes here

_TOOL_NAME = "pytest-engine-rollout"
_CHOICE_OF_IDS = (
    4,
    3,
    5,
    2,
    0,
)  # 1 is coverage's; debuggers and profilers come after the free ones


def free_tool_id() -> int | None:
    """Take an id that no other tool uses; None where all are taken."""
    for number in _CHOICE_OF_IDS:
        if monitoring.get_tool(number) is None:
            monitoring.use_tool_id(number, _TOOL_NAME)
            return number
    return None


class MonitoringWatch(CodeWatch):
    """A watch on the start of functions.

    Args:
        tool: An id of `sys.monitoring` that is ours.
        territory: The files to watch, and their places.
    """

    sees_forks: ClassVar[bool] = True

    def __init__(self, tool: int, territory: Territory) -> None:
        events = monitoring.events
        self._tool = tool
        self._events = events.PY_START | events.PY_RESUME
        self._place = territory.place
        self._places: dict[int, str] = {}  # by id: code of two copies of a module is equal
        self._watched: list[CodeType] = []
        self._seen: list[CodeType] = []
        self._test: set[str] = set()
        self._fixture: set[str] = set()
        self._stray: set[str] = set()
        self._is_on = False
        self._base = 0
        self._runner = 0
        self._threads = StrayThreads()
        self._children = _ChildProcesses(territory.places)
        for event in (events.PY_START, events.PY_RESUME):
            monitoring.register_callback(tool, event, self._started)

    def add(self, code: CodeType, file: str) -> None:
        """Watch the functions in a module's code."""
        for function in functions_in(code):
            place = self._place(file, function.co_firstlineno)
            if place is not None:
                self._places[id(function)] = place
                self._watched.append(function)
                monitoring.set_local_events(self._tool, function, self._events)

    def begin(self) -> None:
        """Watch again what was seen since the phase before began."""
        for code in self._seen:
            monitoring.set_local_events(self._tool, code, 0)
            monitoring.set_local_events(self._tool, code, self._events)
        for seen in (self._seen, self._test, self._fixture, self._stray):
            seen.clear()
        self._runner = present_thread()
        self._threads.begin()
        self._children.begin()
        self._base = frame_below(frame_at(1))
        self._is_on = True

    def end(self) -> Sightings:
        """What was seen in the phase, in forked processes too."""
        self._is_on = False
        self._threads.end()
        in_children = self._children.places()
        if not (in_children or self._test or self._fixture or self._stray):
            return NOTHING
        test = frozenset(self._test | in_children)
        return Sightings(test, frozenset(self._fixture), frozenset(self._stray))

    def close(self) -> None:
        """Watch no more."""
        self._is_on = False
        for code in self._watched:
            monitoring.set_local_events(self._tool, code, 0)
        for event in (monitoring.events.PY_START, monitoring.events.PY_RESUME):
            monitoring.register_callback(self._tool, event, None)
        monitoring.free_tool_id(self._tool)
        self._children.close()

    def _started(self, code: CodeType, _: int) -> object:
        """A watched function starts; what this returns says whether to report it again."""
        place = self._places.get(id(code))
        if place is None:
            return None
        if not self._is_on:
            return self._seen_enough(code) if present_thread() == self._runner else None
        if place in self._test:
            return self._seen_enough(code)
        return self._sees(code, place)

    def _sees(self, code: CodeType, place: str) -> object:
        """A function of a place that was not seen in this phase: find out why it runs."""
        if self._children.is_child():
            self._children.saw(place)
            return monitoring.DISABLE
        if self._threads.is_here():
            self._stray.add(place)
            return None
        cause = cause_of(frame_at(2).f_back, self._base)
        if cause == "fixture":
            self._fixture.add(place)
        if cause != "test":
            return None
        self._test.add(place)
        return self._seen_enough(code)

    def _seen_enough(self, code: CodeType) -> object:
        """Report this function no more until the next phase begins."""
        self._seen.append(code)
        return monitoring.DISABLE


class _ChildProcesses:
    """What forked processes saw, told through memory that they share with this one."""

    def __init__(self, places: Iterable[str]) -> None:
        self._process = os.getpid()
        self._places = sorted(places)
        self._positions = {place: position for position, place in enumerate(self._places)}
        self._silence = bytes(len(self._places) + 1)
        self._memory = mmap.mmap(-1, len(self._silence))

    def is_child(self) -> bool:
        return os.getpid() != self._process

    def begin(self) -> None:
        """Forget what was told before."""
        self._memory[:] = self._silence

    def saw(self, place: str) -> None:
        """In the child: tell the parent."""
        self._memory[self._positions[place]] = 1

    def places(self) -> set[str]:
        told = self._memory[:]
        if told == self._silence:
            return set()
        return {place for place, position in self._positions.items() if told[position]}

    def close(self) -> None:
        self._memory.close()

"""Watch code by `sys.monitoring` (Python 3.12 and later).

Only functions of the watched files report that they start: what is not watched runs at full speed.
So do functions that start often: they are silenced until they may tell something new, when the next
phase begins or the test's `setUp` has ended. To silence one and to listen to it again costs as much
as some twenty reports, so none is silenced before it has reported that often, in however many
phases.
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
from pytest_engine_rollout.watch.stack import caller_of, frame_below, is_import, is_of_unittest
from pytest_engine_rollout.watch.territory import Territory
from pytest_engine_rollout.watch.threads import StrayThreads

monitoring: Any = getattr(sys, "monitoring", None)  # None before 3.12, where this is not used

_TOOL_NAME = "pytest-engine-rollout"
_ENOUGH = 20  # reports of a function that cost as much as not hearing from it for a while
# Who needs an id of a certain number comes first. 1 is coverage's, 2 that of the profilers of the
# standard library, 3 is hypothesis's: it explains no failure without.
_CHOICE_OF_IDS = (5, 4, 0, 3, 2)


def free_tool_id() -> int | None:
    """Take an id that no other tool uses; None where all are taken."""
    for number in _CHOICE_OF_IDS:
        if monitoring.get_tool(number) is None:
            monitoring.use_tool_id(number, _TOOL_NAME)
            return number
    return None


class _Function:
    """A watched function.

    Attributes:
        code: Its code.
        place: Where it is.
        reports: How often it has started since it was last silenced.
    """

    __slots__ = ("code", "place", "reports")

    def __init__(self, code: CodeType, place: str) -> None:
        self.code = code
        self.place = place
        self.reports = 0


class MonitoringWatch(CodeWatch):
    """Watches functions start.

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
        self._watched: dict[int, _Function] = {}  # by id: code of two copies of a module is equal
        self._silenced: list[_Function] = []
        self._set_up: CodeType | None = None  # the `setUp` that the call phase is in
        self._resting: list[_Function] = []  # silenced until it has ended
        self._set_ups: set[CodeType] = set()  # those that report their end
        self._test: set[str] = set()
        self._fixture: set[str] = set()
        self._stray: set[str] = set()
        self._is_on = self._is_call = False
        self._base = 0
        self._runner = 0
        self._threads = StrayThreads()
        self._children = _ChildProcesses(territory.places)
        for event in (events.PY_START, events.PY_RESUME):
            monitoring.register_callback(tool, event, self._started)
        monitoring.register_callback(tool, events.PY_RETURN, self._leave)

    def add(self, code: CodeType, file: str) -> None:
        """Watch the functions in a module's code."""
        for function in functions_in(code):
            place = self._place(file, function.co_firstlineno)
            if place is not None:
                self._watched[id(function)] = _Function(function, place)
                monitoring.set_local_events(self._tool, function, self._events)

    def begin(self, *, is_call: bool) -> None:
        """Begin a phase: listen again to the functions that were silenced."""
        self._set_up = None
        if self._silenced or self._resting:
            self._listen_again(self._silenced)
            self._listen_again(self._resting)
        for seen in (self._test, self._fixture, self._stray):
            seen.clear()
        self._is_call = is_call
        self._runner = present_thread()
        self._threads.begin()
        self._children.begin()
        self._base = frame_below(frame_at(1))
        self._is_on = True

    def end(self) -> Sightings:
        """End a phase: what was seen in it, in forked processes too."""
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
        for code in (*(function.code for function in self._watched.values()), *self._set_ups):
            monitoring.set_local_events(self._tool, code, 0)
        events = monitoring.events
        for event in (events.PY_START, events.PY_RESUME, events.PY_RETURN):
            monitoring.register_callback(self._tool, event, None)
        monitoring.free_tool_id(self._tool)
        self._children.close()

    def _started(self, code: CodeType, _: int) -> object:
        """A watched function has started; the return value says whether to report it again."""
        function = self._watched.get(id(code))
        if function is None:
            return None
        if not self._is_on:
            is_runner = present_thread() == self._runner
            return self._seen_enough(function, self._silenced) if is_runner else None
        if function.place in (self._test if self._is_call else self._fixture):
            return self._seen_enough(function, self._silenced)
        if self._set_up is not None and function.place in self._fixture:
            return self._seen_enough(function, self._resting)
        return self._sees(function)

    def _sees(self, function: _Function) -> object:
        """Find out why a function runs whose place was not seen in this phase."""
        place = function.place
        if self._children.is_child():
            self._children.saw(place)
            return monitoring.DISABLE
        if self._threads.is_here():
            self._stray.add(place)
            return None
        caller = caller_of(frame_at(2).f_back, self._base)
        if caller is not None and is_import(caller):
            return None
        if caller is None and self._is_call:
            self._test.add(place)
            return self._seen_enough(function, self._silenced)
        self._fixture.add(place)
        if self._is_call and caller is not None and is_of_unittest(caller):
            self._enter(caller)
        return None

    def _enter(self, set_up: CodeType) -> None:
        """Note that the call phase is in a `setUp`, whose end is reported.

        If it raises, it does not; then the test ends too, and only more of its kind follows.
        """
        self._set_up = set_up
        if set_up not in self._set_ups:
            self._set_ups.add(set_up)
            monitoring.set_local_events(self._tool, set_up, monitoring.events.PY_RETURN)

    def _leave(self, *_: object) -> None:
        """Note that the `setUp` has ended."""
        self._set_up = None
        self._listen_again(self._resting)

    def _seen_enough(self, function: _Function, silenced: list[_Function]) -> object:
        """After a report without news: silence the function if it has reported often enough."""
        function.reports += 1
        if function.reports < _ENOUGH:
            return None
        function.reports = 0
        silenced.append(function)
        return monitoring.DISABLE

    def _listen_again(self, silenced: list[_Function]) -> None:
        for function in silenced:
            monitoring.set_local_events(self._tool, function.code, 0)
            monitoring.set_local_events(self._tool, function.code, self._events)
        silenced.clear()


class _ChildProcesses:
    """What forked processes saw, as they tell it in shared memory."""

    def __init__(self, places: Iterable[str]) -> None:
        self._process = os.getpid()
        self._places = sorted(places)
        self._positions = {place: position for position, place in enumerate(self._places)}
        self._silence = bytes(len(self._places) + 1)
        self._memory = mmap.mmap(-1, len(self._silence))

    def is_child(self) -> bool:
        return os.getpid() != self._process

    def begin(self) -> None:
        """Clear what was told before."""
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

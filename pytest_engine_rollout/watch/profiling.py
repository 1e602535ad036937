"""Watch code by the C profiler (Python 3.10 and 3.11, which have no `sys.monitoring`).

A profiler written in Python would cost several times as much, and a tracer would take the place of
coverage's. The profiler gives a graph of who called whom; what is reached from the phase without
passing through the import system or `setUp` ran for the test.
"""

from __future__ import annotations

import cProfile
import sys
import threading
from collections.abc import Iterable, Mapping
from types import CodeType, FrameType
from typing import Any, ClassVar

from pytest_engine_rollout.watch.interpreter import frames_of_threads, present_thread
from pytest_engine_rollout.watch.raw_threads import hear
from pytest_engine_rollout.watch.real_paths import RealPaths
from pytest_engine_rollout.watch.sightings import NOTHING, CodeWatch, Sightings
from pytest_engine_rollout.watch.stack import is_definition, is_import, is_set_up
from pytest_engine_rollout.watch.territory import Territory

TAKEN = "another profiler was active"


class ProfilingWatch(CodeWatch):
    """Watches functions by profiles.

    Args:
        territory: The files to watch, and their places.
    """

    sees_forks: ClassVar[bool] = False

    def __init__(self, territory: Territory) -> None:
        self._place = territory.place
        self._paths = RealPaths()
        self._profiles: list[cProfile.Profile] = []
        self._strays = _StrayProfiles()
        self._own: cProfile.Profile | None = None
        self._is_taken = False
        threading.setprofile(self._thread_started)
        self._stop_hearing = hear(self._profile_thread)

    def add(self, code: CodeType, file: str) -> None:
        """Nothing to do: the profiler sees all code."""

    def begin(self, *, is_call: bool) -> None:  # noqa: ARG002 - for others
        """Begin a phase: profile this thread and those that start from now on."""
        self._is_taken = sys.getprofile() is not None
        if self._is_taken:
            return
        self._profiles = []
        self._strays.begin()
        threading.setprofile(self._thread_started)
        self._own = self._profile()

    def end(self) -> Sightings:
        """End a phase: what the profiles show."""
        if self._is_taken:
            return Sightings(blind=TAKEN)
        active: object = sys.getprofile()
        is_ours = active is self._own
        test: set[str] = set()
        fixture: set[str] = set()
        for profile in self._profiles:
            if is_ours:
                profile.disable()  # whatever profiles this thread
            found, set_up = self._reached(profile)
            test |= found
            fixture |= set_up
        blind = "" if is_ours else TAKEN
        stray = frozenset(self._watched(self._strays.end()))
        if not (test or fixture or stray or blind):
            return NOTHING
        return Sightings(frozenset(test), frozenset(fixture - test), stray, blind)

    def close(self) -> None:
        """Stop watching."""
        threading.setprofile(None)
        self._stop_hearing()

    def _profile(self) -> cProfile.Profile:
        profile = cProfile.Profile(builtins=False)
        self._profiles.append(profile)
        profile.enable()
        return profile

    def _thread_started(self, _: FrameType, __: str, ___: Any) -> None:
        """The first event in a new thread of `threading`: profile it from here on in C."""
        sys.setprofile(None)
        self._profile_thread()

    def _profile_thread(self) -> None:
        """Profile this thread, which has just started."""
        self._strays.may_become(self._profile())

    def _reached(self, profile: cProfile.Profile) -> tuple[set[str], set[str]]:
        """The watched places reached for the test, and those reached for its `setUp`."""
        calls: dict[CodeType, list[CodeType]] = {}
        called: set[int] = set()
        for entry in profile.getstats():
            if isinstance(entry.code, CodeType):
                callees = [c.code for c in entry.calls or () if isinstance(c.code, CodeType)]
                calls[entry.code] = callees
                called |= {id(code) for code in callees}
        roots = [code for code in calls if id(code) not in called]
        fixtures = [code for code in calls if is_set_up(code)]
        set_up = [callee for code in fixtures for callee in calls[code]]
        return self._watched(_walk(roots, calls)), self._watched(_walk(set_up, calls))

    def _watched(self, codes: Iterable[CodeType]) -> set[str]:
        begun = {(it.co_filename, it.co_firstlineno) for it in codes if not is_definition(it)}
        places = (self._place(self._paths.of(name), line) for name, line in begun)
        return {place for place in places if place is not None}


class _StrayProfiles:
    """The profiles of threads that outlive the phase in which they were started.

    Their profile goes on; what its counts grow by in a later phase ran in that phase.
    """

    def __init__(self) -> None:
        self._by_thread: dict[int, cProfile.Profile] = {}
        self._before: dict[cProfile.Profile, Mapping[CodeType, int]] = {}

    def may_become(self, profile: cProfile.Profile) -> None:
        """A thread has just been started under a profile: the current one."""
        self._by_thread[present_thread()] = profile

    def begin(self) -> None:
        """A phase begins: threads that live now were started before it."""
        alive = frames_of_threads().keys() if self._by_thread else ()
        self._by_thread = {t: profile for t, profile in self._by_thread.items() if t in alive}
        self._before = {profile: _calls(profile) for profile in self._by_thread.values()}

    def end(self) -> list[CodeType]:
        """The phase has ended: the code that threads started before it ran in it."""
        return [
            code
            for profile, before in self._before.items()
            for code, count in _calls(profile).items()
            if count > before.get(code, 0)
        ]


def _calls(profile: cProfile.Profile) -> Mapping[CodeType, int]:
    """How often each function was called, without calls that have not returned yet."""
    return {e.code: e.callcount for e in profile.getstats() if isinstance(e.code, CodeType)}


def _walk(roots: list[CodeType], calls: dict[CodeType, list[CodeType]]) -> list[CodeType]:
    """All code reached from `roots` without passing through imports or `setUp`."""
    seen: dict[int, CodeType] = {}
    pending = list(roots)
    while pending:
        code = pending.pop()
        if id(code) not in seen and not is_import(code) and not is_set_up(code):
            seen[id(code)] = code
            pending += calls.get(code, ())
    return list(seen.values())

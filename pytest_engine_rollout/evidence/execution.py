"""Which engine's code ran in a test's call phase: exercised, vacuous or pinned."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import CodeType
from typing import Any, ClassVar

import pytest

from pytest_engine_rollout.evidence.base import Evidence, When
from pytest_engine_rollout.isolation.items.ids import IDENTITY
from pytest_engine_rollout.options import option_value
from pytest_engine_rollout.session import RolloutSession
from pytest_engine_rollout.watch.children import children
from pytest_engine_rollout.watch.choice import choose_watch
from pytest_engine_rollout.watch.listeners import FORK
from pytest_engine_rollout.watch.listening import listen
from pytest_engine_rollout.watch.locate import find_module
from pytest_engine_rollout.watch.programs import may_run_python
from pytest_engine_rollout.watch.reaped import reaped
from pytest_engine_rollout.watch.sightings import NOTHING, Sightings
from pytest_engine_rollout.watch.stack import is_definition
from pytest_engine_rollout.watch.territory import survey


class Execution(Evidence):
    """Watches the engines' functions.

    Its JSON, on the report of the call phase: `exercised`, `pinned` and `observed` as on
    `EngineResult`; `duration` in seconds of that phase, if watched code ran in it; `fixtures`, the
    engines that fixtures ran; `blind`, why more may have run than was seen. Where no engine has a
    controller the owner of a file is known only at the end: then `files` are the watched files that
    ran, `loaded` those loaded since the last report.

    Attributes:
        sightings: What was seen of the running test, by phase.
    """

    name: ClassVar[str] = "execution"
    phases: ClassVar[frozenset[When]] = frozenset({"setup", "call"})

    def __init__(self, session: RolloutSession) -> None:
        super().__init__(session)
        self._idle: Mapping[str, Any]
        self._territory = survey(session.project)
        self._watch = choose_watch(self._territory)
        # What most tests show; one object for all of them.
        self._idle = {"exercised": False} if self._territory.is_known else {"files": []}
        self._root = str(session.project.root) + os.sep
        self.sightings: dict[When, Sightings] = {}
        self._begun = self._duration = 0.0
        self._loaded: defaultdict[str, set[str]] = defaultdict(set)
        self._processes: list[str] = []
        self._reaped, self._children = reaped(), children()
        self._has_reaped = False
        self._unheard = 0
        self._stop_listening = listen(self._executing, self._starting)

    @classmethod
    def wanted(cls, session: RolloutSession) -> bool:
        """Unless `--engine-evidence=off`, or the project has no engine's file to watch."""
        if option_value(session.config, "--engine-evidence") == "off":
            return False
        project = session.project
        return any(engine.controller for engine in project.engines.values()) or any(
            find_module(name, project.root) for name in project.settings.isolate
        )

    def forget(self) -> None:
        """Start with nothing seen."""
        self.sightings.clear()

    def begin(self, item: pytest.Item, when: When) -> None:
        """Watch set-up and call."""
        if when == "call":
            self._processes.clear()
            self._reaped, self._children = reaped(), children()
        self._watch.begin(is_call=when == "call")
        self._begun = time.perf_counter()

    def end(self, item: pytest.Item, when: When) -> None:
        """Keep what was seen in the phase."""
        self._duration = time.perf_counter() - self._begun
        self.sightings[when] = self._watch.end()
        if when == "call":
            self._has_reaped = reaped() != self._reaped
            self._unheard = children().since(self._children) - len(self._processes)

    def collect(self, item: pytest.Item) -> Mapping[str, Any]:
        """What ran, once the call phase has ended."""
        if "call" not in self.sightings:
            return {}
        asked = item.stash[IDENTITY].engine
        call, setup = self.sightings["call"], self.sightings.get("setup", NOTHING)
        if self._is_idle(call, setup, asked):
            return self._idle
        found: dict[str, Any] = {"duration": round(self._duration, 9)} if call.test else {}
        found |= {"fixtures": self._owners(setup.test | setup.fixture | call.fixture, asked)}
        blind = self._blind(call, asked)
        if self._territory.is_known:
            found |= self._verdict(self._owners(call.test, asked), asked, blind)
        else:
            loaded = self._loaded.pop(asked, set())
            found |= {"files": self._relative(call.test), "loaded": self._relative(loaded)}
        found = {key: value for key, value in found.items() if value not in ([], None)} | (
            {"blind": blind} if blind else {}
        )
        return found or self._idle

    def finish(self) -> None:
        """Stop watching."""
        self._stop_listening()
        self._watch.close()

    def _is_idle(self, call: Sightings, setup: Sightings, asked: str) -> bool:
        """Whether nothing at all was seen of a test, nor anything that could have hidden some."""
        return (
            call is NOTHING
            and setup is NOTHING
            and not (self._processes or self._has_reaped or self._unheard > 0)
            and asked not in self._territory.native
            and asked not in self._loaded
        )

    def _verdict(self, ran: list[str], asked: str, blind: str) -> dict[str, Any]:
        pinned = [engine for engine in ran if engine != asked]
        exercised: bool | None = asked in ran
        if not exercised and blind:
            exercised = None
        observed = asked if exercised else pinned[0] if pinned else None
        return {"exercised": exercised, "pinned": pinned, "observed": observed}

    def _blind(self, call: Sightings, asked: str) -> str:
        """Why more may have run than was seen; empty where all was seen."""
        programs = [program for program in self._processes if may_run_python(program)]
        reasons = {
            call.blind: bool(call.blind),
            "the engine is compiled": asked in self._territory.native,
            "engine code ran in a thread that was started before this test": bool(call.stray),
            "a process was forked": FORK in self._processes and not self._watch.sees_forks,
            "a process ended that this test was not seen to start": (
                self._has_reaped and not self._processes
            ),
            f"a process was started: {''.join(programs[:1])[:200]}": bool(programs),
            "multiprocessing started a process": self._unheard > 0,
        }
        return next((reason for reason, holds in reasons.items() if holds), "")

    def _owners(self, places: frozenset[str], asked: str) -> list[str]:
        """The engines that places belong to; for common places, the engine asked for."""
        owners = (self._territory.places[place] for place in places)
        return sorted({it for some in owners for it in ({asked} if asked in some else some)})

    def _relative(self, files: Iterable[str]) -> list[str]:
        return sorted(file.removeprefix(self._root).replace(os.sep, "/") for file in files)

    def _executing(self, code: CodeType, file: str) -> None:
        """A module's code is about to be executed, or any other code."""
        if file in self._territory.watched and is_definition(code):
            engine = self.session.worlds.current
            if engine is not None:
                self._loaded[engine.name].add(file)
            self._watch.add(code, file)

    def _starting(self, program: str) -> None:
        """A process is about to be started."""
        if len(self._processes) < 100:
            self._processes.append(program)

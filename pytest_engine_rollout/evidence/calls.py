"""Calls of protocol methods: arguments, result or exception, duration."""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, ClassVar

import pytest

from migration_lint.project.protocol import ProtocolMethod
from pytest_engine_rollout.comparison import Limits, inspection, snapshot
from pytest_engine_rollout.evidence.base import Evidence, When
from pytest_engine_rollout.isolation.items.ids import IDENTITY
from pytest_engine_rollout.options import option_value
from pytest_engine_rollout.session import RolloutSession
from pytest_engine_rollout.watch.binding import bind
from pytest_engine_rollout.watch.interpreter import frame_at
from pytest_engine_rollout.watch.probes import BLIND, arguments_of
from pytest_engine_rollout.watch.run_probes import probes_of
from pytest_engine_rollout.watch.stack import cause_of, frame_below

MOST_CALLS = 300
MOST_NODES = 20_000
MOST_CHARACTERS = 1_000_000
LIMITS = Limits(nodes=1_000, characters=262_144)


@dataclass
class CallLog:
    """The protocol calls of one test.

    Attributes:
        made: The first of them as JSON, in the order in which they began.
        count: How many there were, by `engine.method`.
        cut: Places in arguments and results that were left out.
    """

    made: list[dict[str, Any]] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)
    cut: int = 0
    nodes: int = 0
    characters: int = 0


@dataclass
class _Call:
    """A call that has not ended yet.

    Attributes:
        log: The calls of its test.
        entry: Its JSON, completed when the call ends.
        begun: When, by the performance counter.
        own: How long the observation itself had taken in this thread until then.
    """

    log: CallLog
    entry: dict[str, Any]
    begun: float
    own: float


class _Thread(threading.local):
    """The calls of one thread.

    Attributes:
        open: Those that have begun and not ended, by their frame.
        own: Seconds that observing took.
        latest: The frame of the last one that has begun, and the engine it counts for.
    """

    def __init__(self) -> None:
        self.open: dict[int, _Call] = {}
        self.own = 0.0
        self.latest: tuple[FrameType, str] | None = None


class Calls(Evidence):
    """Observes every call of a protocol method on a controller class, whoever makes it.

    Its JSON: `made`, a list of `{"engine", "method", "depth", "arguments", "result" or
    "raised", "duration"}`, where depth counts the protocol calls around it; `count` by
    `engine.method`; `cut`, places left out; `blind`, why nothing could be seen.
    """

    name: ClassVar[str] = "calls"
    phases: ClassVar[frozenset[When]] = frozenset({"call"})

    def __init__(self, session: RolloutSession) -> None:
        super().__init__(session)
        self._probes = probes_of(session)
        self._log = CallLog()
        self._is_on = False
        self._thread = _Thread()
        self._base = 0
        self._asked = ""
        self._controllers = {
            engine.name: engine.controller for engine in session.project.engines.values()
        }
        self._names: defaultdict[str, list[str]] = defaultdict(list)
        self._parameters = dict(_parameters(session.project.settings.protocol))
        for engine in session.project.engines.values():
            for method in session.project.settings.protocol if engine.controller else ():
                listener = MethodListener(self, engine.name, method.name)
                name = f"{engine.controller}.{method.name}"
                self._names[engine.name].append(name)
                self._probes.functions.want(name, listener)

    @classmethod
    def wanted(cls, session: RolloutSession) -> bool:
        """Unless `--engine-evidence=off`, or no engine has a controller to call."""
        has_methods = bool(session.project.settings.protocol) and any(
            engine.controller for engine in session.project.engines.values()
        )
        return has_methods and option_value(session.config, "--engine-evidence") != "off"

    def forget(self) -> None:
        """Start with no calls."""
        if self._log.count:
            self._log = CallLog()

    def begin(self, item: pytest.Item, when: When) -> None:
        """Observe the call phase."""
        self._probes.functions.look_again()
        self._base = frame_below(frame_at())
        self._asked = item.stash[IDENTITY].engine
        self._is_on = True

    def end(self, item: pytest.Item, when: When) -> None:
        """Stop observing until the next call phase."""
        self._is_on = False

    def collect(self, item: pytest.Item) -> Mapping[str, Any]:
        """The calls, once the call phase has ended."""
        log = self._log
        if not self._probes.probes.can_see:
            return {"blind": BLIND}
        found: dict[str, Any] = {}
        if log.count:
            found = {"made": log.made, "count": dict(sorted(log.count.items()))}
        if log.cut:
            found["cut"] = log.cut
        unseen = self._probes.functions.unseen.intersection(
            self._names[item.stash[IDENTITY].engine]
        )
        if unseen:
            found["blind"] = f"calls of {', '.join(sorted(unseen))} cannot be seen"
        return found

    def finish(self) -> None:
        """Stop observing."""
        self._probes.close()

    def began(self, engine: str, method: str, frame: FrameType) -> None:
        """Note that a protocol method was called."""
        if not self._is_on:
            return
        if self._thread.latest is not None and self._thread.latest[0] is frame:
            self._claimed(engine, method, frame)
            return
        log, arrived = self._log, time.perf_counter()
        if len(log.made) >= MOST_CALLS:
            log.count[f"{engine}.{method}"] += 1
            self._thread.latest = (frame, engine)
            return
        if cause_of(frame.f_back, self._base) != "test":
            return
        log.count[f"{engine}.{method}"] += 1
        self._thread.latest = (frame, engine)
        arguments = self._arguments(method, frame)
        entry: dict[str, Any] = {
            "engine": engine,
            "method": method,
            "depth": self._depth(frame),
            "arguments": {name: self._picture(log, value) for name, value in arguments.items()},
        }
        log.made.append(entry)
        begun = time.perf_counter()
        self._thread.own += begun - arrived
        self._thread.open[id(frame)] = _Call(log, entry, begun, self._thread.own)

    def ended(self, frame: FrameType, outcome: str, value: object) -> None:
        """Note that a call has ended; `outcome` is `result` or `raised`."""
        self._thread.latest = None
        call = self._thread.open.pop(id(frame), None)
        if call is None or call.log is not self._log or not self._is_on:
            return  # a thread has outlived the test in which it made the call
        now = time.perf_counter()
        call.entry["duration"] = round(now - call.begun - (self._thread.own - call.own), 9)
        call.entry[outcome] = self._picture(call.log, value)
        self._thread.own += time.perf_counter() - now

    def _claimed(self, engine: str, method: str, frame: FrameType) -> None:
        """Count a new call of a function that several engines share for one of them.

        It counts for the engine whose controller it is called on: of one that is several
        engines', for the engine asked for.
        """
        assert self._thread.latest is not None
        counted = self._thread.latest[1]
        owners = self._owners(frame)
        if engine not in owners or (counted in owners and engine != self._asked):
            return
        self._thread.latest = (frame, engine)
        self._log.count[f"{engine}.{method}"] += 1
        self._log.count[f"{counted}.{method}"] -= 1
        self._log.count = +self._log.count  # those above zero
        call = self._thread.open.get(id(frame))
        if call is not None:
            call.entry["engine"] = engine

    def _owners(self, frame: FrameType) -> set[str]:
        """The engines whose controller's class, or a subclass of it, the first argument is of."""
        receiver = frame.f_locals.get(next(iter(frame.f_code.co_varnames), ""))
        kind = receiver if inspection.is_class(receiver) else type(receiver)
        names = {
            f"{inspection.module_of(one)}:{inspection.qualname_of(one)}"
            for one in inspection.mro(kind)
        }
        return {engine for engine, name in self._controllers.items() if name in names}

    def _depth(self, frame: FrameType) -> int:
        """How many calls are around this one; coroutines that merely take turns are not."""
        depth, outer = 0, frame.f_back if self._thread.open else None
        while outer is not None:
            depth += id(outer) in self._thread.open
            outer = outer.f_back
        return depth

    def _arguments(self, method: str, frame: FrameType) -> dict[str, Any]:
        """The arguments under the protocol's names, where it names them all."""
        names = self._parameters.get(method)
        return arguments_of(frame) if names is None else bind(frame, names)

    def _picture(self, log: CallLog, value: object) -> Any:
        room = max(1, min(LIMITS.nodes, MOST_NODES - log.nodes))
        characters = min(LIMITS.characters, MOST_CHARACTERS - log.characters)
        limits = Limits(room, LIMITS.items, characters, LIMITS.depth)
        taken = snapshot(value, limits, self.session.naming)
        log.nodes += taken.nodes
        log.characters += taken.characters
        log.cut += taken.cut
        return taken.value


def _parameters(protocol: Iterable[ProtocolMethod]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The parameters by method, of methods that say all of them by name."""
    for method in protocol:
        parameters = method.parameters or ()
        if parameters and not any(p.kind.startswith("var_") for p in parameters):
            yield method.name, tuple(parameter.name for parameter in parameters)


class MethodListener:
    """Reports the calls of one protocol method.

    Observing must never be what makes a test fail, so whatever goes wrong here is swallowed: the
    call then lacks its end, and says nothing.
    """

    def __init__(self, calls: Calls, engine: str, method: str) -> None:
        self._calls = calls
        self._engine = engine
        self._method = method

    def entered(self, frame: FrameType) -> None:
        """A call begins."""
        with suppress(Exception):
            self._calls.began(self._engine, self._method, frame)

    def returned(self, frame: FrameType, value: object) -> None:
        """A call returns."""
        with suppress(Exception):
            self._calls.ended(frame, "result", value)

    def raised(self, frame: FrameType, problem: BaseException) -> None:
        """A call raises."""
        with suppress(Exception):
            self._calls.ended(frame, "raised", problem)

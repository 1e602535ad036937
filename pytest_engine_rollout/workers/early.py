"""Start the interpreters of workers before pytest-xdist asks for them.

They start and import pytest on other cores, while this process imports plugins and conftest files.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from migration_lint.project import Engine
from pytest_engine_rollout.asked import Asked
from pytest_engine_rollout.isolation.layers.environment import environment_for
from pytest_engine_rollout.isolation.process_wide.system_settings import SYSTEM
from pytest_engine_rollout.isolation.startup import READ_AT_START
from pytest_engine_rollout.system import getcwd
from pytest_engine_rollout.workers.launch import launcher
from pytest_engine_rollout.workers.side_by_side import Start, Started

if TYPE_CHECKING:
    from execnet import Gateway, Group, XSpec

    from pytest_engine_rollout.workers.pool import Pool

EARLY: pytest.StashKey[EarlyStart] = pytest.StashKey()

_SPEC = "execmodel=main_thread_only//popen"  # as pytest-xdist has it for `-n`

_UPDATE = """
import os, time
folder, values = channel.receive()
os.chdir(folder)
for name, value in values.items():
    if value is None:
        del os.environ[name]
    else:
        os.environ[name] = value
if "TZ" in values:
    time.tzset()
"""


def start_early(config: pytest.Config, asked: Asked) -> EarlyStart:
    """Start the interpreters that pytest-xdist will ask for, as far as the options tell."""
    early = config.stash[EARLY] = EarlyStart(asked, _number(config, len(asked.engines)))
    config.add_cleanup(early.end)
    return early


def _number(config: pytest.Config, engines: int) -> int:
    """How many: one for each engine, but no more than there will be workers."""
    known = config.known_args_namespace
    # Not told by the engines' number alone, and perhaps not on this machine; `--px` is new in 3.7.
    if known.tx or getattr(known, "px", None):
        return 0
    asked = known.numprocesses if isinstance(known.numprocesses, int) else engines
    return min(engines, asked, known.maxprocesses or engines)


class EarlyStart:
    """One interpreter for each of the first workers.

    Each is started with the environment of its engine. What this process changes afterwards of
    what it would have inherited is handed on before it is told what to do, and where that does
    not help, it is started anew.

    Args:
        asked: What the run is asked for.
        number: How many to start.
    """

    def __init__(self, asked: Asked, number: int) -> None:
        from execnet import Group  # noqa: PLC0415 - needs pytest-xdist

        self._group = Group(execmodel="main_thread_only")
        self._known = [*asked.project.engines.values()]
        self._engines = asked.engines[:number]
        self._ids = [_spec(self._group).id for _ in self._engines]
        self._start()

    def renew(self) -> None:
        """Start interpreters again if something has changed that a process gets at its start."""
        if _fixed() != self._fixed:
            self._group.terminate(timeout=0)
            self._start()

    def hand_over(self, specs: Sequence[XSpec], pool: Pool, group: Group) -> tuple[Group, Started]:
        """Return the interpreters for some specs, and end those that fit none.

        Args:
            specs: Those of pytest-xdist.
            pool: Which engine each is for.
            group: Has given them their ids.

        Returns:
            The group to use from now on, which goes on giving ids; and what gives what was started.
        """
        if not self._ids:
            return group, {}
        self.renew()
        for _ in specs[len(self._ids) :]:
            _spec(self._group)
        wanted = {spec.id: pool.engine_of(spec) for spec in specs if str(spec) == _SPEC}
        fitting = {}
        for name, engine in zip(self._ids, self._engines, strict=True):
            if wanted.get(name) == engine:
                fitting[name] = self._updated
            else:
                self._starts[name].gateway().exit()
        return self._group, fitting

    def end(self) -> None:
        """End the interpreters that still run."""
        self._group.terminate(timeout=1)

    def _start(self) -> None:
        """Start them; they are there when this returns, and inherit nothing that comes after."""
        self._fixed, self._environment, self._folder = _fixed(), dict(os.environ), getcwd()
        self._starts: dict[str | None, Start] = {}
        for name, engine in zip(self._ids, self._engines, strict=True):
            spec = _spec(self._group, name)
            spec.python = launcher(engine, self._known, None)
            self._starts[name] = Start(self._group.makegateway, spec)
        for start in self._starts.values():
            start.gateway()

    def _updated(self, spec: XSpec) -> Gateway:
        """The interpreter for a spec, with the present environment and working directory."""
        gateway = self._starts[spec.id].result(spec)
        engine = self._engines[self._ids.index(spec.id)]
        folder, values = getcwd(), self._changed(engine)
        if values or folder != self._folder:
            channel = gateway.remote_exec(_UPDATE)
            channel.send((folder, values))
            channel.waitclose()
        return gateway

    def _changed(self, engine: Engine) -> Mapping[str, str | None]:
        """The variables of an engine that have changed, with their present values."""
        before = environment_for(engine, self._known, self._environment)
        now = environment_for(engine, self._known, dict(os.environ))
        names = before.keys() | now.keys()
        return {name: now.get(name) for name in names if before.get(name) != now.get(name)}


def _spec(group: Group, name: str | None = None) -> XSpec:
    """One with this id, or the next that the group gives."""
    from execnet import XSpec  # noqa: PLC0415 - needs pytest-xdist

    spec = XSpec(_SPEC)
    spec.id = name
    group.allocate_id(spec)
    return spec


def _fixed() -> tuple[object, ...]:
    """What a process inherits at its start and cannot get later."""
    settings = [it.get(sys.modules[it.module]) for it in SYSTEM if it.module in sys.modules]
    variables = {name: os.environ[name] for name in READ_AT_START if name in os.environ}
    return settings, variables, _standard_error()


def _standard_error() -> object:
    with suppress(OSError):  # closed, which is inherited too
        found = os.fstat(2)
        return found.st_dev, found.st_ino
    return None

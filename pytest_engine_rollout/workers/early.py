"""Starting the interpreters of workers before pytest-xdist asks for them.

They start and import pytest on other cores, while this process imports plugins and conftest files.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from pytest_engine_rollout.asked import Asked
from pytest_engine_rollout.isolation.process_wide.system_settings import SYSTEM
from pytest_engine_rollout.system import getcwd
from pytest_engine_rollout.workers.pool import Pool
from pytest_engine_rollout.workers.side_by_side import Start

if TYPE_CHECKING:
    from execnet import Group, XSpec

EARLY: pytest.StashKey[EarlyStart] = pytest.StashKey()


def start_early(config: pytest.Config, asked: Asked) -> EarlyStart:
    """Start what pytest-xdist will ask for, as far as the options tell that already."""
    early = config.stash[EARLY] = EarlyStart(asked, _number(config, len(asked.engines)))
    config.add_cleanup(early.end)
    return early


def _number(config: pytest.Config, engines: int) -> int:
    """How many: one for each engine, but no more than there will be workers."""
    known = config.known_args_namespace
    if known.tx or known.px:  # not by the engines' number alone, and perhaps not on this machine
        return 0
    asked = known.numprocesses if isinstance(known.numprocesses, int) else engines
    return min(engines, asked, known.maxprocesses or engines)


class EarlyStart:
    """One interpreter for each of the first workers.

    Each is started with the environment of its engine, and inherits from this process what one
    started later would: where that has changed meanwhile, it is started anew.

    Args:
        asked: What the run is asked for.
        number: How many to start.
    """

    def __init__(self, asked: Asked, number: int) -> None:
        from execnet import Group, XSpec  # noqa: PLC0415 - needs pytest-xdist

        self._group = Group(execmodel="main_thread_only")
        self._specs = [XSpec("execmodel=main_thread_only//popen") for _ in range(number)]
        for spec in self._specs:
            self._group.allocate_id(spec)
        self._asked = asked
        self._start()

    def renew(self) -> None:
        """Start anew where what an interpreter inherits has changed."""
        if _inherited() != self._inherited:
            self._group.terminate(timeout=0)
            self._start()

    def hand_over(
        self, specs: Sequence[XSpec], group: Group
    ) -> tuple[Group, Mapping[str | None, Start]]:
        """Give what was started for some specs, by id; what fits none of them is ended.

        Args:
            specs: Those of pytest-xdist.
            group: Has given them their ids.

        Returns:
            The group to use from now on, which goes on giving ids; and what was started.
        """
        if not self._specs:
            return group, {}
        self.renew()
        for spec in specs[len(self._specs) :]:
            self._group.allocate_id(type(spec)(str(spec)))
        wanted = {spec.id: (str(spec), spec.python) for spec in specs}
        fitting = {}
        for spec in self._specs:
            start = self._starts[spec.id]
            if wanted.get(spec.id) == (str(spec), spec.python):
                fitting[spec.id] = start
            else:
                start.gateway().exit()
        return self._group, fitting

    def end(self) -> None:
        """End what still runs."""
        self._group.terminate(timeout=1)

    def _start(self) -> None:
        """Start them; they are there when this returns, and inherit nothing that comes after."""
        self._inherited = _inherited()
        Pool(self._specs, self._asked.engines, [*self._asked.project.engines.values()])
        self._starts = {spec.id: Start(self._group.makegateway, spec) for spec in self._specs}
        for start in self._starts.values():
            start.gateway()


def _inherited() -> tuple[object, ...]:
    """What a process that is started now would have from this one."""
    settings = [it.get(sys.modules[it.module]) for it in SYSTEM if it.module in sys.modules]
    return dict(os.environ), getcwd(), _standard_error(), settings


def _standard_error() -> object:
    with suppress(OSError):  # closed, which is inherited too
        found = os.fstat(2)
        return found.st_dev, found.st_ino
    return None

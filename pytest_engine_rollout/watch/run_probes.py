"""The probes of a run, shared by the kinds of evidence that need them."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import pytest

from pytest_engine_rollout.session import RolloutSession
from pytest_engine_rollout.watch.functions import Functions
from pytest_engine_rollout.watch.probes import MonitoringProbes, Probes
from pytest_engine_rollout.watch.rewriting import RewritingProbes

PROBES: pytest.StashKey[RunProbes] = pytest.StashKey()


@dataclass
class RunProbes:
    """The probes, and the functions that have some."""

    probes: Probes
    functions: Functions
    is_open: bool = True

    def close(self) -> None:
        """Remove the probes; a second time does nothing."""
        if self.is_open:
            self.is_open = False
            self.functions.stop()
            self.probes.close()


def probes_of(session: RolloutSession) -> RunProbes:
    """The run's probes, made when they are first asked for."""
    stash = session.config.stash
    if PROBES not in stash:
        probes = MonitoringProbes() if sys.version_info >= (3, 12) else RewritingProbes()
        stash[PROBES] = RunProbes(probes, Functions(probes, session.project.root))
    return stash[PROBES]

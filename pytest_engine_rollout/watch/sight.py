"""The probes of a run, shared by the kinds of evidence that need them."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import pytest

from pytest_engine_rollout.session import RolloutSession
from pytest_engine_rollout.watch.functions import Functions
from pytest_engine_rollout.watch.probes import MonitoringProbes, Probes
from pytest_engine_rollout.watch.rewriting import RewritingProbes

SIGHT: pytest.StashKey[Sight] = pytest.StashKey()


@dataclass
class Sight:
    """The probes, and the functions they are put on."""

    probes: Probes
    functions: Functions
    is_open: bool = True

    def close(self) -> None:
        """End the sight; a second time does nothing."""
        if self.is_open:
            self.is_open = False
            self.functions.stop()
            self.probes.close()


def sight_of(session: RolloutSession) -> Sight:
    """The run's sight."""
    stash = session.config.stash
    if SIGHT not in stash:
        probes = MonitoringProbes() if sys.version_info >= (3, 12) else RewritingProbes()
        stash[SIGHT] = Sight(probes, Functions(probes, session.project.root))
    return stash[SIGHT]

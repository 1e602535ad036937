"""Start the passes where tests run, and collect their findings where reports are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pytest_engine_rollout.reruns.options import read_rerun_options
from pytest_engine_rollout.session import RolloutSession
from pytest_engine_rollout.workers.role import Role

if TYPE_CHECKING:
    from pytest_engine_rollout.reruns.findings import Findings

FINDINGS: pytest.StashKey[Findings] = pytest.StashKey()


class Collecting:
    """Collects the workers' findings, by a hook of pytest-xdist in the process that starts them."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A worker has ended: take what it sent."""
        sent = getattr(node, "workeroutput", {}).get(self._findings.KEY)
        if sent is not None:
            self._findings.merge(sent)


def begin(rollout: RolloutSession) -> None:
    """Prepare to run tests again, if any option asks for it.

    Raises:
        pytest.UsageError: One of the options cannot be read or done.
    """
    options = read_rerun_options(rollout)
    if not options.anything:
        return
    plugins = rollout.config.pluginmanager
    if rollout.place.role is Role.CONTROLLER:
        from pytest_engine_rollout.reruns.findings import (  # noqa: PLC0415 - most runs ask for none
            Findings,
        )

        findings = Findings()
        plugins.register(Collecting(findings), "engine_rollout_reruns")
    else:
        from pytest_engine_rollout.reruns.passes import Passes  # noqa: PLC0415 - as above

        passes = Passes(rollout, options)
        findings = passes.findings
        plugins.register(passes, "engine_rollout_reruns")
    rollout.config.stash[FINDINGS] = findings

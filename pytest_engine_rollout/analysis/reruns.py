"""Add the findings of tests that ran again to the results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_engine_rollout.analysis.base import Analysis
from pytest_engine_rollout.reruns.collecting import FINDINGS
from pytest_engine_rollout.reruns.findings import Findings
from pytest_engine_rollout.results import EngineResult, RunResult, Sabotage

if TYPE_CHECKING:
    from migration_lint.project import Project
    from pytest_engine_rollout.session import RolloutSession


class Reruns(Analysis):
    """Adds noise and repetitions to the evidence of their tests, and the results of sabotage."""

    order = -20

    def analyse(self, run: RunResult, rollout: RolloutSession) -> RunResult:
        """The run with the findings."""
        findings = rollout.config.stash.get(FINDINGS, None)
        if findings is None:
            return run
        pairs = tuple(
            p._replace(engines={name: _joined(half, findings) for name, half in p.engines.items()})
            for p in run.pairs
        )
        sabotage = _in_order(findings.sabotage, rollout.project)
        unbreakable = tuple(findings.unbreakable.values())
        return replace(run, pairs=pairs, sabotage=sabotage, unbreakable=unbreakable)


def _in_order(sabotage: Sequence[Sabotage], project: Project) -> tuple[Sabotage, ...]:
    """The results of sabotage in the order of the configuration."""
    engines = list(project.engines)
    methods = [method.name for method in project.settings.protocol]
    order = sorted(sabotage, key=lambda s: (engines.index(s.engine), methods.index(s.method)))
    return tuple(order)


def _joined(half: EngineResult, findings: Findings) -> EngineResult:
    more = {
        kind: found[half.id]
        for kind, found in (("noise", findings.noise), ("repeats", findings.repeats))
        if half.id in found
    }
    return half._replace(evidence={**half.evidence, **more}) if more else half

"""Which engine a test ran, where no controller tells: from the files that each engine loaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pytest_engine_rollout.analysis.base import Analysis
from pytest_engine_rollout.results import EngineResult, RunResult

if TYPE_CHECKING:
    from pytest_engine_rollout.session import RolloutSession


class LoadedFiles(Analysis):
    """Where engines have no controller, a file that one engine alone loads is that engine's.

    An engine without files of its own, a compiled one for instance, cannot be seen to run.
    """

    order = -10

    def analyse(self, run: RunResult, rollout: RolloutSession) -> RunResult:  # noqa: ARG002 - the evidence says it all
        """The run, with what each test exercised."""
        halves = [half for pair in run.pairs for half in pair.engines.values()]
        if not any("loaded" in _execution(half) for half in halves):
            return run
        owners = owners_of(halves)
        pairs = tuple(
            pair._replace(engines={n: _judged(half, owners) for n, half in pair.engines.items()})
            for pair in run.pairs
        )
        return replace(run, pairs=pairs)


def owners_of(halves: list[EngineResult]) -> dict[str, str]:
    """The engine of each file that only one engine loaded."""
    loaded: defaultdict[str, set[str]] = defaultdict(set)
    for half in halves:
        for file in _execution(half).get("loaded", ()):
            loaded[file].add(half.engine)
    return {file: engines.copy().pop() for file, engines in loaded.items() if len(engines) == 1}


def _judged(half: EngineResult, owners: Mapping[str, str]) -> EngineResult:
    execution = _execution(half)
    if not execution or half.engine not in owners.values():
        return half
    ran = {owners[file] for file in execution.get("files", ()) if file in owners}
    exercised: bool | None = half.engine in ran
    if not exercised and "blind" in execution:
        exercised = None
    pinned = tuple(sorted(ran - {half.engine}))
    observed = half.engine if exercised else next(iter(pinned), None)
    return half._replace(exercised=exercised, pinned=pinned, observed=observed)


def _execution(half: EngineResult) -> Mapping[str, Any]:
    found: Mapping[str, Any] = half.evidence.get("execution", {})
    return found

"""The base of all analyses: steps that complete a run's result before it is reported."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from pytest_engine_rollout.results import RunResult
from pytest_engine_rollout.submodules import import_all

if TYPE_CHECKING:
    from pytest_engine_rollout.session import RolloutSession

REGISTRY: dict[str, type[Analysis]] = {}


class Analysis(ABC):
    """One analysis; it runs where the reports are written: not in workers of pytest-xdist.

    Attributes:
        order: Analyses run by ascending order, then by name.
    """

    order: ClassVar[int] = 0

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        REGISTRY[cls.__qualname__] = cls  # the same analysis, if its module is imported again

    @abstractmethod
    def analyse(self, run: RunResult, rollout: RolloutSession) -> RunResult:
        """The run with the analysis's findings: `dataclasses.replace(run, comparisons=...)`.

        Everything needed of a test is in the evidence of its results, which came from the process
        that ran it.
        """


def analyse(run: RunResult, rollout: RolloutSession) -> RunResult:
    """The run after every analysis."""
    import_all(__name__.rpartition(".")[0])
    for kind in sorted(REGISTRY.values(), key=lambda kind: (kind.order, kind.__qualname__)):
        run = kind().analyse(run, rollout)
    return run

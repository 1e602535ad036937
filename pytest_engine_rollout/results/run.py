"""A whole run: its circumstances, its pairs and all findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from pytest_engine_rollout.results.findings import (
    Comparison,
    ComparisonTotals,
    Coverage,
    Performance,
    Sabotage,
)
from pytest_engine_rollout.results.pair import EngineResult, Pair
from pytest_engine_rollout.results.totals import Parity, Totals, parity_of, totals_of

ReasonKind = Literal[
    "interrupted", "stopped", "worker-lost", "collection-error", "missing", "internal-error"
]


class Reason(NamedTuple):
    """One reason why a run is not complete.

    Attributes:
        items: What it is about, by name: full node ids, files, workers.
    """

    kind: ReasonKind
    message: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class RunInfo:
    """The circumstances of a run.

    Attributes:
        asked: The engines asked for, in their order.
        observed: Per engine that answered as it should, its controller; an engine that no test
            saw answer is absent.
        reasons: Why the run is not complete; a complete run has none.
        started: UTC, ISO 8601 with a Z.
        duration: Seconds of the whole session.
        arguments: As given to pytest.
        exit_status: Pytest's, before `--engine-fail-on`.
        deselected: Items taken out by `-k`, `-m`, `--deselect`, a plugin, and the like.
        commit: The full hash; None outside git.
        dirty: Whether tracked files differ from the commit; None outside git.
        configuration: Where the configuration came from; None for the built-in default.
        configuration_digest: `sha256:` of every setting, defaults included.
        versions: Of python, pytest, the plugin and what else matters, by name.
        platform: As `platform.platform()` says it.
        workers: Of pytest-xdist; 0 without.
    """

    control: str
    candidate: str
    asked: tuple[str, ...]
    started: str
    duration: float
    observed: Mapping[str, str] = field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()
    arguments: tuple[str, ...] = ()
    exit_status: int = 0
    deselected: int = 0
    commit: str | None = None
    dirty: bool | None = None
    configuration: str | None = None
    configuration_digest: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    platform: str = ""
    workers: int = 0

    @property
    def complete(self) -> bool:
        """Whether everything that was selected ran to its end on every engine."""
        return not self.reasons


@dataclass(frozen=True)
class RunResult:
    """Everything the reports show; pairs are in the order of their base ids."""

    info: RunInfo
    pairs: tuple[Pair, ...]
    comparisons: tuple[Comparison, ...] = ()
    comparison_totals: ComparisonTotals = ComparisonTotals()
    performance: Performance | None = None
    sabotage: tuple[Sabotage, ...] = ()
    unbreakable: tuple[str, ...] = ()
    coverage: Coverage | None = None

    def results(self, engine: str) -> list[EngineResult]:
        """Every result of one engine, in the order of the pairs."""
        return [pair.engines[engine] for pair in self.pairs if engine in pair.engines]

    @property
    def has_pairs(self) -> bool:
        """Whether both engines that verdicts are about were asked for."""
        return {self.info.control, self.info.candidate} <= set(self.info.asked)

    @cached_property
    def totals(self) -> Mapping[str, Totals]:
        """The totals of each engine that was asked for, in that order."""
        return {engine: totals_of(self.results(engine)) for engine in self.info.asked}

    @cached_property
    def parity(self) -> Parity:
        """The verdicts, counted."""
        return parity_of(self.pairs, self.info.control, self.info.candidate)

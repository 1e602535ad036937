"""An engine report as the gate and the merge see it: frozen, typed, checked.

The file is written by the pytest plugin and described key by key in `engine-report.schema.json`;
the names here are the keys there. Times are in seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, Literal

Outcome = Literal["passed", "failed", "error", "skipped", "xfailed", "xpassed"]
Verdict = Literal["matched", "regression", "improvement", "shared-failure", "one-sided"]
PerformanceVerdict = Literal["inside", "outside", "inconclusive"]


@dataclass(frozen=True)
class Tool:
    """What wrote the report."""

    name: str
    version: str


@dataclass(frozen=True)
class Reason:
    """One reason why a run is not complete, and what it is about, by name."""

    kind: str
    message: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Configuration:
    """Where the run's configuration came from (None: built in), and its digest."""

    source: str | None
    digest: str


@dataclass(frozen=True)
class Run:
    """The circumstances of a run.

    Attributes:
        shards: Of a merged report: the file and the run, as written, of each that went into it.
    """

    complete: bool
    reasons: tuple[Reason, ...]
    started: str
    duration: float
    arguments: tuple[str, ...]
    exit_status: int
    deselected: int
    control: str
    candidate: str
    asked: tuple[str, ...]
    observed: Mapping[str, str]
    commit: str | None
    dirty: bool | None
    configuration: Configuration
    versions: Mapping[str, str]
    platform: str
    workers: int
    shards: tuple[Mapping[str, Any], ...] = ()

    @property
    def started_at(self) -> datetime:
        """When the run began, in UTC."""
        return datetime.strptime(self.started, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


@dataclass(frozen=True)
class Totals:
    """What happened on one engine; the six outcomes add up to `tests`."""

    tests: int
    passed: int
    failed: int
    errors: int
    skipped: int
    xfailed: int
    xpassed: int
    pass_rate: float | None
    exercised: int | None
    exercised_share: float | None
    vacuous: int | None
    pinned: int
    vacuous_pinned: int
    time: float
    unseen: int = 0


@dataclass(frozen=True)
class Parity:
    """The verdicts, counted."""

    pairs: int
    matched: int
    matched_exercised: int
    regressions: int
    improvements: int
    shared_failures: int
    one_sided: int
    known: int


@dataclass(frozen=True)
class Result:
    """One test on one engine.

    Attributes:
        evidence: What each kind of evidence says, by the kind's name; JSON values.
    """

    id: str
    outcome: Outcome
    duration: float
    observed: str | None
    exercised: bool | None
    vacuous: bool
    pinned: tuple[str, ...]
    message: str
    details: str
    reruns: int
    evidence: Mapping[str, Any]


@dataclass(frozen=True)
class Test:
    """One test under every engine; a half that is missing is absent from `engines`."""

    id: str
    path: str
    line: int | None
    verdict: Verdict
    known: bool
    engines: Mapping[str, Result]


@dataclass(frozen=True)
class ComparisonTotals:
    """How many places of observations were compared; ignored is noise."""

    matched: int
    mismatched: int
    ignored: int
    scrubbed: Mapping[str, int]


@dataclass(frozen=True)
class Comparison:
    """Two observations of one pair, compared; each side is bounded text."""

    id: str
    kind: str
    key: str
    status: Literal["matched", "mismatched", "ignored"]
    path: str
    control: str | None
    candidate: str | None
    message: str


@dataclass(frozen=True)
class Measure:
    """One ratio candidate / control with its confidence interval."""

    name: str
    verdict: PerformanceVerdict
    pairs: int
    ratio: float | None
    low: float | None
    high: float | None
    needed: int | None


@dataclass(frozen=True)
class SlowCall:
    """A protocol call over the limit of prompt generation."""

    id: str
    engine: str
    method: str
    duration: float


@dataclass(frozen=True)
class Performance:
    """Whether the candidate is as fast as the control."""

    verdict: PerformanceVerdict
    limit: float
    confidence: float
    pairs: int
    repetitions: int
    reason: str
    measures: tuple[Measure, ...]
    slow: tuple[SlowCall, ...]


@dataclass(frozen=True)
class Sabotage:
    """One method of one engine, made to raise; `tests` ran again, `noticed` of them changed."""

    engine: str
    method: str
    tests: tuple[str, ...]
    noticed: tuple[str, ...]


@dataclass(frozen=True)
class Lines:
    """Lines of one file, and the tests that ran them, where known."""

    path: str
    lines: tuple[int, ...]
    tests: tuple[str, ...]


@dataclass(frozen=True)
class EngineCoverage:
    """Lines of one engine's files that can run, and those that ran under that engine."""

    statements: int
    executed: int


@dataclass(frozen=True)
class Coverage:
    """Line coverage of the engines' files."""

    engines: Mapping[str, EngineCoverage]
    leaks: tuple[Lines, ...]
    unexecuted: tuple[Lines, ...]
    candidate_only: tuple[Lines, ...]


@dataclass(frozen=True)
class Report:
    """A whole report.

    Attributes:
        source: The file it was read from, as it was named.
        raw: The document as it was parsed.
    """

    schema: int
    tool: Tool
    run: Run
    engines: Mapping[str, Totals]
    parity: Parity
    tests: tuple[Test, ...]
    comparison_totals: ComparisonTotals
    comparisons: tuple[Comparison, ...]
    performance: Performance | None
    sabotage: tuple[Sabotage, ...]
    coverage: Coverage | None
    source: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def results(self, engine: str) -> list[Result]:
        """Every result of one engine, in the order of the tests."""
        return [test.engines[engine] for test in self.tests if engine in test.engines]

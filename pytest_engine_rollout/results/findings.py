"""The findings beyond outcomes: comparisons, performance, sabotage, coverage."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

ComparisonStatus = Literal["matched", "mismatched", "ignored"]
PerformanceVerdict = Literal["inside", "outside", "inconclusive"]


class Comparison(NamedTuple):
    """Two observations of one pair, compared.

    Attributes:
        id: The base id of the test.
        kind: What was observed: `observation`, `call`, `event`, `log`...
        key: Which one: the recorded key, `update_stage[0]`...
        status: Ignored is noise: neither matched nor mismatched.
        path: Where in the value they diverge first; empty for the whole value.
        control: The control's side as text, bounded; None where it has none.
        candidate: The candidate's side as text, bounded; None where it has none.
        message: The difference in one line; empty where matched.
    """

    id: str
    kind: str
    key: str
    status: ComparisonStatus
    path: str = ""
    control: str | None = None
    candidate: str | None = None
    message: str = ""


class ComparisonTotals(NamedTuple):
    """How many places were compared; the list of comparisons may leave matched ones out.

    Attributes:
        scrubbed: Places touched, by scrubber.
    """

    matched: int = 0
    mismatched: int = 0
    ignored: int = 0
    scrubbed: Mapping[str, int] = MappingProxyType({})


class Measure(NamedTuple):
    """One ratio candidate / control with its confidence interval.

    Attributes:
        name: What was timed: `tests`, `calls`, `calls:build_rd_prompt`.
        pairs: Pairs (or pairs of calls) it rests on; all exercised both engines.
        ratio: None where nothing was measured, as the two ends.
        needed: Repetitions (`--engine-repeat`) still needed for a decision; None where decided or
            where no number would do.
    """

    name: str
    verdict: PerformanceVerdict
    pairs: int
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    needed: int | None = None


class SlowCall(NamedTuple):
    """A protocol call that took longer than the limit, in seconds."""

    id: str
    engine: str
    method: str
    duration: float


class Performance(NamedTuple):
    """Whether the candidate is as fast as the control.

    Attributes:
        verdict: Of all measures together.
        limit: The margin of equivalence: 0.1 is plus or minus 10 %.
        confidence: Of the intervals: 0.95.
        pairs: Pairs that exercised both engines.
        repetitions: How often each test ran on each engine.
        reason: Why it is inconclusive; empty where it is not.
    """

    verdict: PerformanceVerdict
    limit: float = 0.1
    confidence: float = 0.95
    pairs: int = 0
    repetitions: int = 1
    reason: str = ""
    measures: tuple[Measure, ...] = ()
    slow: tuple[SlowCall, ...] = ()


class Sabotage(NamedTuple):
    """What happened when one method of one engine was made to raise.

    Attributes:
        tests: Base ids of the tests that exercise the method and were run again.
        noticed: Those of them whose outcome changed.
    """

    engine: str
    method: str
    tests: tuple[str, ...]
    noticed: tuple[str, ...]


class Lines(NamedTuple):
    """Lines of one file, 1-based, and the base ids of the tests that ran them, where known."""

    path: str
    lines: tuple[int, ...]
    tests: tuple[str, ...] = ()


class EngineCoverage(NamedTuple):
    """Lines of one engine's files: how many can run, and how many did under that engine."""

    statements: int
    executed: int


class Coverage(NamedTuple):
    """Line coverage of the engines' files, by engine.

    Attributes:
        leaks: Control lines that ran while the candidate was asked for.
        unexecuted: Control lines that no test runs: behaviour that was not compared.
        candidate_only: Candidate lines run only by tests that never ran on the control.
    """

    engines: Mapping[str, EngineCoverage]
    leaks: tuple[Lines, ...] = ()
    unexecuted: tuple[Lines, ...] = ()
    candidate_only: tuple[Lines, ...] = ()

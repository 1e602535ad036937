"""The candidate is as fast as the control."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion, Threshold
from migration_lint.gate.evidence.performance_run import PerformanceRun
from migration_lint.gate.judgement import Judgement, failed, inconclusive, not_run, passed
from migration_lint.gate.words import count
from migration_lint.report import Report
from migration_lint.report.model import Measure

_FEWEST = 5  # pairs


class PerformanceWithin(Criterion[Report]):
    """The confidence interval of the ratio candidate / control lies within the margin.

    What counts is the time spent in protocol calls, in pairs that ran both engines. An interval
    wholly outside the margin fails, one across its border is inconclusive, and so is one of fewer
    than 5 pairs, however often they were repeated. Faster is no failure.
    """

    id = "performance"
    title = "the candidate is as fast as the control"
    phases = (2, 3, 4)
    sentences = ("Performance within 10% of {control}", "Performance and stability verified")
    reader = PerformanceRun
    threshold = Threshold(0.10, 0.01, 10.0, "at most {} % slower", factor=100)

    def judge(self, evidence: Report, case: Case) -> Judgement:
        """Place each interval beside the margin."""
        performance = evidence.performance
        if performance is None:
            return not_run("nothing was timed", command=self.reader.command)
        decisive = _decisive(performance.measures)
        if decisive is None or decisive.low is None or decisive.high is None:
            reason = performance.reason or "no pair exercised both engines"
            more = _needed(decisive) or "tests that run both engines"
            return inconclusive(f"no ratio: {reason}", more=more)
        most, measured = 1 + case.limit, _shown(decisive)
        details = tuple(_shown(one) for one in performance.measures if one.high is not None)
        if decisive.low > most:
            return failed(measured, *details, remedy="make the candidate faster")
        if decisive.high > most:
            more = _needed(decisive) or "more pairs that exercise both engines"
            return inconclusive(measured, *details, more=more)
        if decisive.pairs < _FEWEST:
            lacking = _FEWEST - decisive.pairs
            tests = count(lacking, "more test that runs", "more tests that run")
            more = f"{tests} both engines: these few say little of the engine"
            return inconclusive(measured, *details, more=more)
        return passed(measured, *details)


def _decisive(measures: tuple[Measure, ...]) -> Measure | None:
    """The time spent in protocol calls, all of them together; that of whole tests without any.

    Each method by itself is shown and does not decide: among many intervals one is soon wrong.
    """
    by_name = {one.name: one for one in measures}
    return by_name.get("calls", by_name.get("tests"))


def _shown(measure: Measure) -> str:
    return (
        f"{measure.name}: ratio {measure.ratio or 0:.3f}, "
        f"{measure.low or 0:.3f} to {measure.high or 0:.3f}, {count(measure.pairs, 'pair')}"
    )


def _needed(measure: Measure | None) -> str:
    needed = 0 if measure is None else measure.needed or 0
    return f"{count(needed, 'more repetition')}: --engine-repeat" if needed else ""

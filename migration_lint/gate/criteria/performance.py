"""The candidate is as fast as the control."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion, Threshold
from migration_lint.gate.evidence.performance_run import PerformanceRun
from migration_lint.gate.judgement import Judgement, failed, inconclusive, not_run, passed
from migration_lint.gate.words import count
from migration_lint.report import Report
from migration_lint.report.model import Measure


class PerformanceWithin(Criterion[Report]):
    """The confidence interval of the ratio candidate / control lies within the margin.

    An interval wholly outside fails; one across the border is inconclusive, and so are timings of
    pairs that did not run both engines. Faster than the margin is no failure.
    """

    id = "performance"
    title = "the candidate is as fast as the control"
    phases = (2, 3, 4)
    sentences = ("Performance within 10% of legacy", "Performance and stability verified")
    reader = PerformanceRun
    threshold = Threshold(0.10, 0.01, 10.0, "at most {} % slower", factor=100)

    def judge(self, evidence: Report, case: Case) -> Judgement:
        """Place each interval beside the margin."""
        performance = evidence.performance
        if performance is None:
            return not_run("nothing was timed", command=self.reader.command)
        bounded = [one for one in performance.measures if one.high is not None]
        if not bounded:
            reason = performance.reason or "no pair exercised both engines"
            more = _needed(performance.measures) or "tests that run both engines"
            return inconclusive(f"no ratio: {reason}", more=more)
        most = 1 + case.limit
        slower = [one for one in bounded if (one.low or 0.0) > most]
        across = [one for one in bounded if one not in slower and (one.high or 0.0) > most]
        measured = _shown(max(bounded, key=lambda one: one.high or 0.0))
        details = tuple(_shown(one) for one in bounded)
        if slower:
            return failed(measured, *details, remedy="make the candidate faster")
        if across or len(bounded) < len(performance.measures):
            more = _needed(performance.measures) or "more pairs that exercise both engines"
            return inconclusive(measured, *details, more=more)
        return passed(measured, *details)


def _shown(measure: Measure) -> str:
    return (
        f"{measure.name}: ratio {measure.ratio or 0:.3f}, "
        f"{measure.low or 0:.3f} to {measure.high or 0:.3f}, {count(measure.pairs, 'pair')}"
    )


def _needed(measures: tuple[Measure, ...]) -> str:
    needed = max((one.needed or 0 for one in measures), default=0)
    return f"{count(needed, 'more repetition')}: --engine-repeat" if needed else ""

"""The candidate's pass rate in the dual run."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion, Threshold
from migration_lint.gate.evidence.dual_run import DualRun
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import percent
from migration_lint.report import Report

_PASSING = frozenset({"passed", "xpassed"})


class CandidatePassRate(Criterion[Report]):
    """Enough of the tests that ran on the candidate passed there.

    Skipped tests do not count. The figure says nothing by itself: `exercised-share` says how much
    of it ran the candidate, `sabotage-sensitivity` whether the tests would have noticed a fault.
    """

    id = "candidate-pass-rate"
    title = "the tests pass on the candidate"
    phases = (1, 2, 3, 4)
    sentences = ("No regression in functionality",)
    reader = DualRun
    threshold = Threshold(0.95, 0.0, 1.0, "at least {} %", factor=100)

    def judge(self, evidence: Report, case: Case) -> Judgement:
        """Compare the share of passes with the limit."""
        candidate = case.project.settings.candidate
        ran = [one for one in evidence.results(candidate) if one.outcome != "skipped"]
        if not ran:
            return inconclusive("no test ran on the candidate", more="at least one test that runs")
        good = [one for one in ran if one.outcome in _PASSING]
        exercised = sum(one.exercised is True for one in good)
        share = len(good) / len(ran)
        measured = (
            f"{len(good)} of {len(ran)} passed ({percent(share)}), {exercised} of them exercised it"
        )
        bad = tuple(f"{one.id}: {one.outcome}" for one in ran if one.outcome not in _PASSING)
        if share < case.limit:
            return failed(measured, *bad, remedy="mend what fails on the candidate")
        return passed(measured, *bad)

"""No regression in the dual run."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion
from migration_lint.gate.evidence.dual_run import DualRun
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count
from migration_lint.report import Report, Test

_GAPS_TOLERATED = (1, 2)  # a gap declared by a mark is known work until real missions depend on it


class NoRegression(Criterion[Report]):
    """No test passes on the control and not on the candidate.

    A regression that a mark declares (`engine_gap`) is shown and tolerated in phases 1 and 2. In
    phases 3 and 4 only gaps of the kind `never`, which are by design, are.
    """

    id = "no-regression"
    title = "no test passes on the control and not on the candidate"
    phases = (1, 2, 3, 4)
    sentences = ("No regression in functionality",)
    reader = DualRun
    limit = "0 regressions"

    def judge(self, evidence: Report, case: Case) -> Judgement:
        """Count the regressions."""
        pairs = len(evidence.tests)
        if not pairs:
            return inconclusive(
                "the run holds no test", more="run at least one test on both engines"
            )
        regressions = [test for test in evidence.tests if test.verdict == "regression"]
        tolerated = [test for test in regressions if _is_tolerated(test, case)]
        open_ones = [test for test in regressions if test not in tolerated]
        declared = f", {count(len(tolerated), 'declared gap')}" if tolerated else ""
        measured = f"{count(len(open_ones), 'regression')} in {count(pairs, 'pair')}{declared}"
        shown = tuple(_described(test, case) for test in open_ones)
        if open_ones:
            return failed(
                measured, *shown, remedy="mend the candidate, or declare the gap by a mark"
            )
        return passed(measured, *(f"declared: {_described(t, case)}" for t in tolerated))


def _is_tolerated(test: Test, case: Case) -> bool:
    if not test.known:
        return False
    half = test.engines.get(case.project.settings.candidate)
    by_design = half is not None and half.message.startswith("never")
    return by_design or case.phase in _GAPS_TOLERATED


def _described(test: Test, case: Case) -> str:
    half = test.engines.get(case.project.settings.candidate)
    return f"{test.id}: {half.message}" if half is not None and half.message else test.id

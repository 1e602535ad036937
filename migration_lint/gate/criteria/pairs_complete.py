"""Every pair of the dual run has both its halves."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion, Threshold
from migration_lint.gate.evidence.dual_run import DualRun
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count
from migration_lint.report import Report, Test


class PairsComplete(Criterion[Report]):
    """Every test ran on both engines.

    A test that is missing or skipped on one engine compares nothing. Tests that can only ever run
    on one engine are allowed for by raising the threshold to their number.
    """

    id = "pairs-complete"
    title = "every test ran on both engines"
    phases = (1, 2, 3)
    sentences = ("No regression in functionality",)
    reader = DualRun
    threshold = Threshold(0, 0, 1_000_000, "at most {} one-sided")

    def judge(self, evidence: Report, case: Case) -> Judgement:
        """Count the pairs with one half."""
        pairs = len(evidence.tests)
        if not pairs:
            return inconclusive(
                "the run holds no test", more="run at least one test on both engines"
            )
        halves = [test for test in evidence.tests if test.verdict == "one-sided"]
        skipped = sum(_is_skipped(test) for test in evidence.tests)
        measured = f"{len(halves)} of {count(pairs, 'pair')} one-sided"
        if skipped:
            measured += f", {skipped} skipped on both"
        shown = tuple(f"{test.id}: ran on {_where(test)}" for test in halves)
        if len(halves) > case.limit:
            remedy = "let them run on both engines, or allow for them in the threshold"
            return failed(measured, *shown, remedy=remedy)
        return passed(measured, *shown)


def _is_skipped(test: Test) -> bool:
    return test.verdict == "matched" and all(
        half.outcome == "skipped" for half in test.engines.values()
    )


def _where(test: Test) -> str:
    return " and ".join(test.engines) or "neither engine"

"""Both engines give the same results."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion, Threshold
from migration_lint.gate.evidence.comparison_run import ComparisonRun
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count
from migration_lint.report import Report


class OutputsEquivalent(Criterion[Report]):
    """What the engines returned, raised and recorded is the same, place by place.

    Noise that was ignored is no match: the fewest matches that count are the threshold.
    """

    id = "outputs-equivalent"
    title = "both engines produce the same results"
    phases = (3,)
    sentences = ("Both engines produce equivalent results",)
    reader = ComparisonRun
    threshold = Threshold(1, 1, 1_000_000, "0 mismatched, at least {} matched")

    def judge(self, evidence: Report, case: Case) -> Judgement:
        """Count the places that differ."""
        totals = evidence.comparison_totals
        measured = (
            f"{totals.mismatched} mismatched, {totals.matched} matched, {totals.ignored} ignored"
        )
        bad = [one for one in evidence.comparisons if one.status == "mismatched"]
        if totals.mismatched or bad:
            shown = tuple(f"{one.id}: {one.kind} {one.key}: {one.message}" for one in bad)
            return failed(measured, *shown, remedy="mend the difference, or declare it as noise")
        missing = int(case.limit) - totals.matched
        if missing > 0:
            more = f"{count(missing, 'more matched place')}: engine.record in tests of both engines"
            return inconclusive(measured, more=more)
        return passed(measured)

"""No new dependency on the control."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion, Threshold
from migration_lint.gate.evidence.lint_result import LintReader, LintResult
from migration_lint.gate.findings import DEPENDENCE, lacking, let_pass, place
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count


class NoNewFindings(Criterion[LintResult]):
    """The linter finds nothing that the committed baseline does not know.

    Notes do not count. What is known is counted and shown: it is the work left until phase 4. What
    comments and `per-file-ignores` let pass is shown, too.
    """

    id = "no-new-findings"
    title = "nothing new depends on the control or on API outside the protocol"
    phases = (1, 2, 3)
    reader = LintReader
    threshold = Threshold(0, 0, 1_000_000, "at most {} new")

    def judge(self, evidence: LintResult, case: Case) -> Judgement:
        """Count what is new."""
        found = evidence.counting()
        new = [one for one in found if one.status == "new"]
        known = len(found) - len(new)
        aside = evidence.aside_of(evidence.codes)
        measured = f"{len(new)} new, {known} known in {count(evidence.files, 'file')}"
        measured += let_pass(aside)
        if len(new) > case.limit:
            remedy = "mend them, or take them into the baseline: migration-lint baseline"
            return failed(measured, *map(place, new), remedy=remedy)
        missing = lacking(evidence, DEPENDENCE)
        if missing:
            return inconclusive(measured, more=missing)
        return passed(measured, *aside)

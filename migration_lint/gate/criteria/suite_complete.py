"""The dual run ran the suite, and not a part of it."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion
from migration_lint.gate.evidence.suite import Suite, SuiteReader
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count


class SuiteComplete(Criterion[Suite]):
    """Each test file of the tree has a result in the dual run.

    A run of one folder, with `--ignore`, or of a single test passes more easily than the suite, and
    its report is complete. Test files are what `gate.suite` names and `gate.outside-suite` does
    not.
    """

    id = "suite-complete"
    title = "the run left out no test file"
    phases = (1, 2, 3, 4)
    sentences = ("No regression in functionality",)
    reader = SuiteReader
    limit = "0 left out"

    def judge(self, evidence: Suite, case: Case) -> Judgement:
        """Look for test files without a result."""
        measured = f"{len(evidence.left_out)} of {count(evidence.files, 'test file')} left out"
        if evidence.left_out:
            remedy = "run the whole suite, or name what it may leave out in `gate.outside-suite`"
            return failed(measured, *evidence.left_out, remedy=remedy)
        if evidence.named:
            more = "a run of whole files: this one named single tests"
            return inconclusive(measured, *evidence.named, more=more)
        if not evidence.files:
            return inconclusive(measured, more="globs in `gate.suite` that match the test files")
        return passed(measured)

"""The function that assigns missions to engines keeps its promises."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion
from migration_lint.gate.evidence.cohort_audit import CohortAudit, CohortReader
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed


class RolloutFunction(Criterion[CohortAudit]):
    """The rollout function is stable, fair and monotone, and leaves alone what it must.

    A restart moves no mission to another engine (`hash()` is salted per process: the plan's own
    function moves half of them), the share is the percentage, raising it takes no mission back, and
    missions that are forced or begun on the control stay there.
    """

    id = "rollout-function"
    title = "the rollout function assigns missions consistently"
    phases = (2, 3)
    sentences = ("Hash-based consistent assignment",)
    reader = CohortReader
    limit = "every promise kept"

    def judge(self, evidence: CohortAudit, case: Case) -> Judgement:
        """Look for promises that are broken, or that nobody measured."""
        broken = [check for check in evidence.checks if check.status == "fail"]
        unmeasured = [check for check in evidence.checks if check.status == "not_measured"]
        kept = len(evidence.checks) - len(broken) - len(unmeasured)
        measured = f"{evidence.function} keeps {kept} of {len(evidence.checks)} promises"
        shown = tuple(f"{one.promise}: {one.measured}" for one in (*broken, *unmeasured))
        if broken:
            remedy = (
                "use a digest of the id, such as sha256, as docs/how-to/rollout-function.md does"
            )
            return failed(measured, *shown, remedy=remedy)
        if unmeasured:
            more = "an audit of the function that sees the mission's record"
            return inconclusive(measured, *shown, more=more)
        return passed(measured)

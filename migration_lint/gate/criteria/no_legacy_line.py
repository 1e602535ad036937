"""No line of the control runs under the candidate."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion
from migration_lint.gate.evidence.candidate_lines import CandidateLines, CandidateLinesReader
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count


class NoLegacyLine(Criterion[CandidateLines]):
    """While the candidate was asked for, no code of the control ran.

    Coverage data of missions under the candidate (`coverage run`, named in `gate.coverage`) goes
    before the dual run's own evidence.
    """

    id = "no-legacy-line"
    title = "nothing of the control runs under the candidate"
    phases = (3, 4)
    sentences = ("All missions use {candidate} engine",)
    reader = CandidateLinesReader
    limit = "0 places"

    def judge(self, evidence: CandidateLines, case: Case) -> Judgement:
        """Count what ran."""
        looked_at = " and ".join(evidence.looked_at) or "nothing was watched"
        measured = f"{count(len(evidence.leaks), 'place')} in {looked_at}"
        if evidence.leaks:
            remedy = "let this code use the candidate, or archive it with the control"
            return failed(measured, *evidence.leaks, remedy=remedy)
        if not evidence.looked_at:
            return inconclusive(measured, more="a run with --engine-evidence=coverage")
        return passed(measured)

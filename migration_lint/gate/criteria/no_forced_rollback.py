"""No rollback is left in code or configuration."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion
from migration_lint.gate.evidence.lint_result import LintReader, LintResult
from migration_lint.gate.findings import judge_findings
from migration_lint.gate.judgement import Judgement

_CODES = ("ML301", "ML302", "ML401", "ML402")


class NoForcedRollback(Criterion[LintResult]):
    """Nothing in code or configuration forces the control.

    The plan's rollback procedures (the flag in the environment, `USE_MODULAR_ENGINE = False` in
    code, `force_legacy_engine` in a mission) are for emergencies. One that stays behind keeps that
    part of the product on the control while every figure says otherwise.
    """

    id = "no-forced-rollback"
    title = "no code or configuration forces the control"
    phases = (1, 2, 3, 4)
    sentences = ("No rollbacks needed for 1 week",)
    reader = LintReader
    limit = "0 places"

    def judge(self, evidence: LintResult, case: Case) -> Judgement:
        """Look for what hard-codes the flag, forces it, or turns it off in configuration."""
        return judge_findings(evidence, _CODES, "place", "remove what forces the control")

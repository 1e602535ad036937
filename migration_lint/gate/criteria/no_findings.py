"""Nothing depends on the control any more."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion
from migration_lint.gate.evidence.lint_result import LintReader, LintResult
from migration_lint.gate.findings import DEPENDENCE, judge_findings
from migration_lint.gate.judgement import Judgement


class NoFindings(Criterion[LintResult]):
    """The linter finds nothing, known or new, with every rule there is.

    The baseline does not help here: what it knows still needs the control.
    """

    id = "no-findings"
    title = "nothing depends on the control or on API outside the protocol"
    phases = (4,)
    sentences = ("Remove {control} fallback code",)
    reader = LintReader
    limit = "0, known or new"

    def judge(self, evidence: LintResult, case: Case) -> Judgement:
        """Count what there is."""
        codes = sorted(evidence.codes.union(DEPENDENCE))
        return judge_findings(
            evidence, codes, "finding", "mend each: migration-lint check --no-baseline"
        )

"""One reading of the flag, with the phase's default."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion
from migration_lint.gate.evidence.lint_result import LintReader, LintResult
from migration_lint.gate.findings import judge_findings
from migration_lint.gate.judgement import Judgement


class FlagConsistent(Criterion[LintResult]):
    """Everything that reads the flag reads it alike, and its default is the phase's.

    The default is the control until phase 3 and the candidate in phase 4. Where one place takes
    `1` for true and another only `true`, the same setting means two engines.
    """

    id = "flag-consistent"
    title = "the flag has one reading everywhere and the phase's default"
    phases = (1, 2, 3, 4)
    sentences = ("Set `USE_MODULAR_ENGINE=true` as default",)
    reader = LintReader
    limit = "0 readings that differ"

    def judge(self, evidence: LintResult, case: Case) -> Judgement:  # noqa: ARG002 - the linter knows the phase
        """Look for readings that differ."""
        remedy = "read the flag in one place, by the values in `flag_values`"
        return judge_findings(evidence, ("ML303",), "differing reading", remedy)

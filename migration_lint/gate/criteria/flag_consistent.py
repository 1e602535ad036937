"""One reading of the flag, with the phase's default."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion
from migration_lint.gate.evidence.lint_result import LintReader, LintResult
from migration_lint.gate.findings import judge_findings
from migration_lint.gate.judgement import Judgement, inconclusive


class FlagConsistent(Criterion[LintResult]):
    """Everything that reads the flag reads it alike, and its default is the phase's.

    The default is the control until phase 3 and the candidate in phase 4. Where one place takes
    `1` for true and another only `true`, the same setting means two engines. Where no Python file
    names the flag, nothing was measured; only the end of phase 4 needs no flag any more.
    """

    id = "flag-consistent"
    title = "the flag has one reading everywhere and the phase's default"
    phases = (1, 2, 3, 4)
    sentences = ("Set `{flag}={on}` as default",)
    reader = LintReader
    limit = "0 readings that differ"

    def judge(self, evidence: LintResult, case: Case) -> Judgement:
        """Look for readings that differ."""
        flag = case.project.settings.flag
        if not (evidence.naming_flag or evidence.counting(("ML303",)) or case.phase == 4):
            return inconclusive(
                f"no Python file names `{flag}`",
                more=f"a reading of `{flag}`; name the flag by `flag` in the configuration",
            )
        remedy = "read the flag in one place, by the values in `flag_values`"
        return judge_findings(evidence, ("ML303",), "differing reading", remedy)

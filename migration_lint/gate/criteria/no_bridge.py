"""The bridge to the control is gone."""

from __future__ import annotations

from migration_lint.files.globs import matcher
from migration_lint.gate.criterion import Case, Criterion
from migration_lint.gate.evidence.lint_result import LintReader, LintResult
from migration_lint.gate.findings import DEPENDENCE, lacking, place
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count

_LEGACY = "ML1"  # the rules about the legacy module itself
_BRANCH = "ML304"


class NoBridge(Criterion[LintResult]):
    """No file that was allowed to import the legacy module still does, or branches on the flag."""

    id = "no-bridge"
    title = "the dispatcher no longer reaches for the control"
    phases = (4,)
    sentences = ("Remove {control} fallback code",)
    reader = LintReader
    limit = "0 findings in bridges"

    def judge(self, evidence: LintResult, case: Case) -> Judgement:
        """Look at what was found in the bridges."""
        bridges = case.project.settings.bridges
        in_bridge = matcher(bridges)
        found = [
            one
            for one in evidence.diagnostics
            if in_bridge(one.path) and (one.code.startswith(_LEGACY) or one.code == _BRANCH)
        ]
        blind = [one for one in evidence.unparsable() if in_bridge(one.path)]
        measured = f"{count(len(found), 'finding')} in {', '.join(bridges) or 'no bridge'}"
        if found or blind:
            shown = tuple(map(place, [*found, *blind]))
            return failed(measured, *shown, remedy="let the entry name the candidate alone")
        missing = lacking(evidence, (*DEPENDENCE[:3], _BRANCH))
        return inconclusive(measured, more=missing) if missing else passed(measured)

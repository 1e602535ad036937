"""The engine asked for is the engine that answered."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion
from migration_lint.gate.evidence.dual_run import DualRun
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count
from migration_lint.report import Report


class EngineObserved(Criterion[Report]):
    """No test that was counted for one engine was answered by another.

    A dispatcher that falls back to the control on an import error makes a run of the candidate
    that never saw it.
    """

    id = "engine-observed"
    title = "each test was answered by the engine it is counted for"
    phases = (1, 2, 3, 4)
    sentences = ("No regression in functionality",)
    reader = DualRun
    limit = "0 answered by another engine"

    def judge(self, evidence: Report, case: Case) -> Judgement:
        """Compare the engine asked for with the one observed."""
        seen = [
            (name, result)
            for test in evidence.tests
            for name, result in test.engines.items()
            if result.observed is not None
        ]
        if not seen:
            return inconclusive(
                "in no test was it seen which engine answered",
                more="at least one test that takes its controller from the entry",
            )
        other = [(name, result) for name, result in seen if result.observed != name]
        measured = f"{len(other)} of {count(len(seen), 'result')} came from another engine"
        if other:
            shown = tuple(
                f"{result.id}: asked for {name}, answered by {result.observed}"
                for name, result in other
            )
            return failed(measured, *shown, remedy="mend the fallback of the entry, then run again")
        return passed(measured)

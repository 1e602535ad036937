"""Whether the tests would notice a broken engine."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion, Threshold
from migration_lint.gate.evidence.sabotage import SabotageRun
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import percent
from migration_lint.report import Report


class SabotageSensitivity(Criterion[Report]):
    """For each protocol method of each engine, a test fails when the method raises.

    Where none does, the tests say nothing about that method, however many of them pass.
    """

    id = "sabotage-sensitivity"
    title = "the tests notice each protocol method that is made to raise"
    phases = (1, 2, 3)
    sentences = ("No regression in functionality",)
    reader = SabotageRun
    threshold = Threshold(1.0, 0.0, 1.0, "at least {} % of the methods", factor=100)

    def judge(self, evidence: Report, case: Case) -> Judgement:
        """Compare the share of methods that a test notices with the limit."""
        settings = case.project.settings
        due = {
            (engine, method.name)
            for engine in (settings.control, settings.candidate)
            for method in settings.protocol
            if method.parameters is not None
        }
        tried = {(one.engine, one.method): len(one.noticed) for one in evidence.sabotage}
        untried = sorted(due - set(tried))
        silent = sorted(one for one in due & set(tried) if not tried[one])
        share = (len(due) - len(silent) - len(untried)) / len(due) if due else 0.0
        measured = f"{percent(share)} of {len(due)} methods noticed"
        shown = tuple(f"{engine}.{method}: no test notices" for engine, method in silent)
        if due and (len(due) - len(silent)) / len(due) < case.limit:
            return failed(measured, *shown, remedy="write a test of each method named")
        if untried or not due:
            names = ", ".join(f"{engine}.{method}" for engine, method in untried)
            return inconclusive(
                measured, *shown, more=f"sabotage {names or 'a protocol method'} too"
            )
        return passed(measured, *shown)

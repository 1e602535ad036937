"""The candidate's events are the control's, in the same order."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion
from migration_lint.gate.evidence.dual_run import DualRun
from migration_lint.gate.evidence.seen import compared, events_of
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count
from migration_lint.report import Report


class EventsCorrect(Criterion[Report]):
    """In every test that ran both engines, the events are the same, none extra, in one order."""

    id = "events-correct"
    title = "both engines emit the same events in the same order"
    phases = (3,)
    sentences = ("Dashboard shows correct events",)
    reader = DualRun
    limit = "0 tests whose events differ"

    def judge(self, evidence: Report, case: Case) -> Judgement:
        """Compare the sequences."""
        settings = case.project.settings
        looked_at, different = 0, []
        for test, control, candidate in compared(evidence, settings.control, settings.candidate):
            expected, got = events_of(control), events_of(candidate)
            looked_at += bool(expected or got)
            if expected != got:
                sides = (" > ".join(map(str, one)) or "none" for one in (expected, got))
                different.append(f"{test.id}: {' | '.join(sides)}")
        measured = f"{len(different)} of {count(looked_at, 'test')} with events differ"
        if different:
            remedy = "let the candidate emit the control's events in the control's order"
            return failed(measured, *different, remedy=remedy)
        if not looked_at:
            return inconclusive(measured, more="tests that run both engines and emit events")
        return passed(measured)

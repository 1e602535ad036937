"""What the control makes fire fires on the candidate."""

from __future__ import annotations

from collections import Counter

from migration_lint.gate.criterion import Case, Criterion, Threshold
from migration_lint.gate.evidence.dual_run import DualRun
from migration_lint.gate.evidence.seen import compared, events_of
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count
from migration_lint.report import Report


class IntegrationsFire(Criterion[Report]):
    """In every test that ran both engines, the candidate emits each event that the control emits.

    Integrations hang on events: one that is not emitted is an integration that does not fire.
    Which calls are events is configured in `events`.
    """

    id = "integrations-fire"
    title = "the candidate emits each event that the control emits"
    phases = (1, 2, 3)
    sentences = ("All integrations fire correctly",)
    reader = DualRun
    threshold = Threshold(1, 1, 1_000_000, "0 missing, at least {} compared")

    def judge(self, evidence: Report, case: Case) -> Judgement:
        """Compare the events of each test."""
        settings = case.project.settings
        due, missing = 0, []
        for test, control, candidate in compared(evidence, settings.control, settings.candidate):
            expected = Counter(events_of(control))
            due += sum(expected.values())
            lost = expected - Counter(events_of(candidate))
            missing += [f"{test.id}: {event}" for event in sorted(map(str, lost))]
        measured = f"{count(len(missing), 'event')} missing of {due} that the control emitted"
        if missing:
            remedy = "let the candidate emit them, or map its names in `events`"
            return failed(measured, *missing, remedy=remedy)
        if due < case.limit:
            more = f"{count(int(case.limit) - due, 'event')} in tests that run both engines"
            return inconclusive(measured, more=more)
        return passed(measured)

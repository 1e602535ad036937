"""No stage misses its events on the candidate."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion
from migration_lint.gate.evidence.dual_run import DualRun
from migration_lint.gate.evidence.seen import events_of, is_its_own
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count
from migration_lint.report import Report


class StageEvents(Criterion[Report]):
    """Each stage that the control emits an event for has one on the candidate, of each name.

    The whole run counts, not single tests: this is what a dashboard could show at all.
    """

    id = "stage-events"
    title = "no stage misses an event"
    phases = (1, 2, 3, 4)
    sentences = (
        "All events visible in dashboard",
        "Event emission | WebSocket | Any stage missing events",
    )
    reader = DualRun
    limit = "0 stages missing events"

    def judge(self, evidence: Report, case: Case) -> Judgement:
        """Compare the events of all tests, by stage."""
        settings = case.project.settings
        due, seen = (
            {
                event
                for result in evidence.results(engine)
                if is_its_own(result)
                for event in events_of(result)
            }
            for engine in (settings.control, settings.candidate)
        )
        if not due:
            more = "tests that run the control alone and make it emit events"
            return inconclusive("the control emitted no event", more=more)
        missing = sorted(map(str, due - seen))
        stages = {event.stage for event in due}
        lacking = {event.stage for event in due - seen}
        measured = f"{len(lacking)} of {count(len(stages), 'stage')} missing events"
        if missing:
            remedy = "let the candidate emit them, or map its names in `events`"
            return failed(measured, *missing, remedy=remedy)
        return passed(measured)

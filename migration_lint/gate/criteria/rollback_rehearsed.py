"""Missions survive the way to the candidate and the way back."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion, Threshold
from migration_lint.gate.evidence.dual_run import DualRun
from migration_lint.gate.evidence.seen import handoffs_of, is_rehearsal
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count
from migration_lint.report import Report, Result


class RollbackRehearsed(Criterion[Report]):
    """A test has handed a mission from the control to the candidate, and one the other way.

    Such a test uses the fixture `engine_handoff`: one engine begins a mission and saves it, the
    other loads and finishes it. Without the way back, turning the flag off is a hope. Only a test
    in which both engines ran counts.
    """

    id = "rollback-rehearsed"
    title = "missions were handed over in both directions"
    phases = (1, 2, 3)
    sentences = ("Rollback Procedure",)
    reader = DualRun
    threshold = Threshold(1, 1, 10_000, "at least {} each way, none failed")

    def judge(self, evidence: Report, case: Case) -> Judgement:
        """Count the hand-overs in tests that passed."""
        settings = case.project.settings
        there = (settings.control, settings.candidate)
        rehearsals = [
            (name, one)
            for test in evidence.tests
            for name, one in test.engines.items()
            if is_rehearsal(one)
        ]
        broken = [one for _, one in rehearsals if one.outcome in ("failed", "error")]
        done = [
            way
            for name, one in rehearsals
            if one.outcome == "passed" and _ran_both(name, one, there)
            for way in handoffs_of(one)
        ]
        ways = {way: done.count(way) for way in (there, there[::-1])}
        measured = ", ".join(
            f"{count(number, 'hand-over')} {' to '.join(way)}" for way, number in ways.items()
        )
        if broken:
            shown = tuple(f"{one.id}: {one.message or one.outcome}" for one in broken)
            return failed(measured, *shown, remedy="mend the hand-over")
        missing = [" to ".join(way) for way, number in ways.items() if number < case.limit]
        if missing:
            more = f"a test with engine_handoff that runs both, {' and '.join(missing)}"
            return inconclusive(measured, more=more)
        return passed(measured)


def _ran_both(name: str, half: Result, engines: tuple[str, str]) -> bool:
    others = {one for one in engines if one != name}
    return half.exercised is True and others <= set(half.pinned)

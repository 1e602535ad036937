"""The plan's metric: mission success rate."""

from __future__ import annotations

from math import floor

from migration_lint.gate.criterion import Case, Criterion, Threshold
from migration_lint.gate.evidence.missions import MissionReader, Missions
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.mission_counts import causes
from migration_lint.gate.words import count, percent

_ENOUGH = 20  # the fewest missions among which one failure is the plan's 5 %


class MissionSuccessRate(Criterion[Missions]):
    """Enough of the missions that ended have completed.

    The rate of fewer than 20 missions says nothing about 95 %; it fails early where 20 could no
    longer reach the limit. Missions of both engines count: this is the product's health, and
    `failure-rate` compares the engines.
    """

    id = "mission-success-rate"
    title = "missions succeed"
    phases = (1, 2, 3, 4)
    sentences = ("Mission success rate | Mission logs | < 95%",)
    reader = MissionReader
    threshold = Threshold(0.95, 0.0, 1.0, "at least {} %", factor=100)

    def judge(self, evidence: Missions, case: Case) -> Judgement:
        """Compare the share of completed missions with the limit."""
        ended = evidence.ended()
        bad = [one for one in ended if one.outcome != "completed"]
        share = (len(ended) - len(bad)) / len(ended) if ended else 0.0
        rate = f" ({percent(share)})" if ended else ""
        measured = f"{len(ended) - len(bad)} of {count(len(ended), 'mission')} completed{rate}"
        shown = causes(bad)
        allowed = floor((1 - case.limit) * max(_ENOUGH, len(ended)) + 1e-9)
        if len(bad) > allowed:
            return failed(measured, *shown, remedy="mend what makes missions fail")
        if len(ended) < _ENOUGH:
            return inconclusive(
                measured, *shown, more=f"{_ENOUGH - len(ended)} more ended missions"
            )
        if evidence.undecided:
            names = tuple(f"{one.id}: {one.source}" for one in evidence.undecided)
            return inconclusive(measured, *names, more="records that say how these missions ended")
        return passed(measured, *shown)

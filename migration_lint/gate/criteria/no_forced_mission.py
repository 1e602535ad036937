"""No mission is forced back to the control."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion
from migration_lint.gate.evidence.missions import MissionReader, Missions
from migration_lint.gate.judgement import Judgement, failed, passed
from migration_lint.gate.words import count


class NoForcedMission(Criterion[Missions]):
    """No mission record says `force_legacy_engine`.

    The key is the plan's per-mission rollback: one that is left in a record keeps that mission on
    the control for good.
    """

    id = "no-forced-mission"
    title = "no mission record forces the control"
    phases = (2, 3, 4)
    sentences = ("No rollbacks needed for 1 week",)
    reader = MissionReader
    limit = "0 missions"

    def judge(self, evidence: Missions, case: Case) -> Judgement:
        """Look for the key."""
        forced = [one for one in evidence.missions if one.forced]
        measured = f"{len(forced)} of {count(len(evidence.missions), 'mission')} forced"
        shown = tuple(f"{one.id}: {one.source}" for one in forced)
        if forced:
            return failed(measured, *shown, remedy="remove `force_legacy_engine` once it is mended")
        return passed(measured)

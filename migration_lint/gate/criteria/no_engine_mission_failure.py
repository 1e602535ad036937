"""No mission failed because of the candidate."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion, Threshold
from migration_lint.gate.evidence.missions import MissionReader, Missions
from migration_lint.gate.judgement import Judgement, failed
from migration_lint.gate.mission_counts import causes, passed_if_enough
from migration_lint.gate.words import count


class NoEngineMissionFailure(Criterion[Missions]):
    """No mission failed on the candidate, and none was put back on the control.

    A failure on the candidate counts as the engine's until a waiver says otherwise. A halt for
    drift is the mission's own end and does not count here; `mission-success-rate` counts it.
    """

    id = "no-engine-mission-failure"
    title = "no mission failed because of the engine"
    phases = (2, 3)
    sentences = ("No mission failures due to engine",)
    reader = MissionReader
    threshold = Threshold(3, 1, 10_000, "none, among at least {} missions of the candidate")

    def judge(self, evidence: Missions, case: Case) -> Judgement:
        """Look for failures on the candidate."""
        ended = evidence.ended(case.project.settings.candidate)
        bad = [one for one in ended if one.outcome == "failed"]
        back = [one for one in evidence.missions if one.forced]
        measured = f"{len(bad)} of {count(len(ended), 'mission')} on the candidate failed"
        if back:
            measured += f", {len(back)} put back on the control"
        nameless = [one for one in evidence.unattributed if one.outcome == "failed"]
        if bad or back:
            remedy = "mend the candidate, or waive with the cause"
            return failed(measured, *causes((*bad, *back, *nameless)), remedy=remedy)
        return passed_if_enough(measured, ended, nameless, case)

"""The candidate's missions complete."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion, Threshold
from migration_lint.gate.evidence.missions import MissionReader, Missions
from migration_lint.gate.judgement import Judgement, failed
from migration_lint.gate.mission_counts import causes, passed_if_enough
from migration_lint.gate.words import count


class MissionsComplete(Criterion[Missions]):
    """All missions that ran on the candidate completed, and there were enough of them.

    A mission that was halted did not complete, whatever halted it. Records must name their engine:
    `"engine": "modular"`, the flag, or `force_legacy_engine`.
    """

    id = "test-missions-complete"
    title = "the test missions on the candidate completed"
    phases = (1,)
    sentences = ("All test missions complete successfully",)
    reader = MissionReader
    threshold = Threshold(3, 1, 10_000, "all, and at least {} of them")

    def judge(self, evidence: Missions, case: Case) -> Judgement:
        """Look for missions of the candidate that ended otherwise."""
        ended = evidence.ended(case.project.settings.candidate)
        bad = [one for one in ended if one.outcome != "completed"]
        measured = f"{len(ended) - len(bad)} of {count(len(ended), 'mission')} completed"
        unknown = len(evidence.unattributed)
        if unknown:
            measured += f", {unknown} more do not name their engine"
        if bad:
            remedy = "mend the cause and run the missions again"
            return failed(measured, *causes(bad), remedy=remedy)
        nameless = [one for one in evidence.unattributed if one.outcome != "completed"]
        return passed_if_enough(measured, ended, nameless, case)

"""All missions use the candidate."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion
from migration_lint.gate.evidence.missions import MissionReader, Missions
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count


class MissionsOnCandidate(Criterion[Missions]):
    """Every mission of the window ran on the candidate."""

    id = "missions-on-candidate"
    title = "all missions use the candidate"
    phases = (4,)
    sentences = ("All missions use {candidate} engine",)
    reader = MissionReader
    limit = "all of them"

    def judge(self, evidence: Missions, case: Case) -> Judgement:
        """Look for missions of another engine, and of none named."""
        candidate = case.project.settings.candidate
        missions = evidence.missions
        others = [one for one in missions if one.engine not in (None, candidate)]
        nameless = [one for one in missions if one.engine is None]
        on_it = len(missions) - len(others) - len(nameless)
        measured = f"{on_it} of {count(len(missions), 'mission')} on the candidate"
        if nameless:
            measured += f", {len(nameless)} do not name their engine"
        if others:
            shown = tuple(f"{one.id}: {one.engine} ({one.source})" for one in others)
            return failed(measured, *shown, remedy="move them to the candidate")
        if nameless or not missions:
            more = (
                f'the engine in {count(max(1, len(nameless)), "record")}: "engine": "{candidate}"'
            )
            return inconclusive(measured, more=more)
        return passed(measured)

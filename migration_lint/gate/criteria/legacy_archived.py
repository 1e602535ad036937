"""The legacy module is out of the tree."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion
from migration_lint.gate.evidence.legacy_files import LegacyFileReader, LegacyFiles
from migration_lint.gate.judgement import Judgement, failed, passed


class LegacyArchived(Criterion[LegacyFiles]):
    """No file of the legacy engine is left where Python could import it."""

    id = "legacy-archived"
    title = "the legacy engine's files are archived"
    phases = (4,)
    sentences = ("Archive `{file}`",)
    reader = LegacyFileReader
    limit = "0 files"

    def judge(self, evidence: LegacyFiles, case: Case) -> Judgement:
        """Count the files."""
        names = ", ".join(evidence.looked_for)
        measured = f"{len(evidence.left)} left of {names}"
        if evidence.left:
            return failed(measured, *evidence.left, remedy="move them to an excluded folder")
        return passed(measured)

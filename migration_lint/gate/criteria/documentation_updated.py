"""The documentation tells of the candidate alone."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion
from migration_lint.gate.evidence.documents import DocumentReader, Documents
from migration_lint.gate.judgement import Judgement, failed, passed
from migration_lint.gate.words import count


class DocumentationUpdated(Criterion[Documents]):
    """No document names the legacy module or tells how to turn the candidate off.

    Documents that tell of the past (`historical-documents`) may.
    """

    id = "documentation-updated"
    title = "the documentation no longer needs the control"
    phases = (4,)
    sentences = ("Update all documentation",)
    reader = DocumentReader
    limit = "0 mentions"

    def judge(self, evidence: Documents, case: Case) -> Judgement:
        """Count the mentions."""
        found = evidence.mentions
        measured = (
            f"{count(len(found), 'mention')} of the control in {count(evidence.files, 'document')}"
        )
        if found:
            return failed(measured, *found, remedy="update these documents")
        return passed(measured)

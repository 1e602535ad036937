"""What the linter finds in the tree, with every rule, whatever `select` and `ignore` say."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from migration_lint.diagnostic import Diagnostic, Severity
from migration_lint.gate.evidence.base import Evidence, NoEvidenceError, Provenance, Reader, Request
from migration_lint.gate.words import count

UNPARSABLE = "ML901"


@dataclass(frozen=True)
class LintResult:
    """What was found.

    Attributes:
        diagnostics: All of it, known diagnostics too, in order.
        codes: The rules that looked.
        files: How many files they looked at.
    """

    diagnostics: tuple[Diagnostic, ...]
    codes: frozenset[str]
    files: int

    def counting(self, codes: Collection[str] | None = None) -> tuple[Diagnostic, ...]:
        """The diagnostics of these rules that are more than a note."""
        return tuple(
            one
            for one in self.diagnostics
            if one.severity >= Severity.WARNING and (codes is None or one.code in codes)
        )

    def unparsable(self) -> tuple[Diagnostic, ...]:
        """The files that no other rule could look at."""
        return tuple(one for one in self.diagnostics if one.code == UNPARSABLE)


class LintReader(Reader[LintResult]):
    """Runs the linter on the project, in this process, as in the gate's phase."""

    name = "lint"
    command = "migration-lint check"

    def read(self, request: Request) -> Evidence[LintResult]:
        """The diagnostics of the whole project.

        Raises:
            NoEvidenceError: There is no file to look at, or the baseline cannot be used.
        """
        from migration_lint.checking import Scope, check  # noqa: PLC0415 - only if a criterion asks
        from migration_lint.errors import UserError  # noqa: PLC0415 - beside what raises it
        from migration_lint.rules import all_rules  # noqa: PLC0415 - as above
        from migration_lint.selection import Selection  # noqa: PLC0415 - as above
        from migration_lint.workspace import open_workspace  # noqa: PLC0415 - as above

        project = request.project
        lint = project.settings.lint
        selection = Selection(request.phase, per_file_ignores=lint.per_file_ignores)
        try:
            workspace = open_workspace((), _named(project.source), str(project.root))
            outcome = check(workspace, selection, Scope(project.root / lint.baseline))
        except UserError as problem:
            raise NoEvidenceError(str(problem)) from None
        if not outcome.checked:
            raise NoEvidenceError("the project holds no file that the linter looks at")
        result = LintResult(outcome.diagnostics, frozenset(all_rules()), outcome.checked)
        return Evidence(
            result,
            Provenance(
                source=f"the tree, {count(outcome.checked, 'file')}",
                gathered=request.now,
                commit=request.revision.commit,
                dirty=request.revision.dirty,
                complete=not outcome.problems,
                gaps=outcome.problems,
            ),
        )


def _named(source: Path | None) -> str | None:
    return None if source is None else str(source)

"""Run the linter on the tree with every rule, whatever `select` and `ignore` say.

What `per-file-ignores` and comments let pass is no finding, and is shown: `aside`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from migration_lint.diagnostic import Diagnostic, Severity
from migration_lint.gate.evidence.base import Evidence, NoEvidenceError, Provenance, Reader, Request
from migration_lint.gate.words import count

if TYPE_CHECKING:
    from migration_lint.files.source import SourceFile

UNPARSABLE = "ML901"


@dataclass(frozen=True)
class Aside:
    """One exception from the rules: a code or a prefix of codes, and where, in one line."""

    code: str
    place: str


@dataclass(frozen=True)
class LintResult:
    """The result of the linter.

    Attributes:
        diagnostics: All of it, known diagnostics too, in order.
        codes: The rules that looked.
        files: How many files they looked at.
        aside: What comments and `per-file-ignores` let pass.
        naming_flag: In how many Python files the flag's name stands.
    """

    diagnostics: tuple[Diagnostic, ...]
    codes: frozenset[str]
    files: int
    aside: tuple[Aside, ...] = ()
    naming_flag: int = 0

    def counting(self, codes: Collection[str] | None = None) -> tuple[Diagnostic, ...]:
        """The diagnostics of these rules that are warnings or errors."""
        return tuple(
            one
            for one in self.diagnostics
            if one.severity >= Severity.WARNING and (codes is None or one.code in codes)
        )

    def aside_of(self, codes: Collection[str]) -> tuple[str, ...]:
        """The exceptions made for these rules, one line each."""
        return tuple(
            one.place for one in self.aside if any(code.startswith(one.code) for code in codes)
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
        from migration_lint.errors import UserError  # noqa: PLC0415 - beside what raises it
        from migration_lint.rules import all_rules  # noqa: PLC0415 - as above
        from migration_lint.runner.check import CheckOptions, check  # noqa: PLC0415 - only if a criterion asks
        from migration_lint.selection import Selection  # noqa: PLC0415 - as above
        from migration_lint.workspace import open_workspace  # noqa: PLC0415 - as above

        project = request.project
        lint = project.settings.lint
        asked = Selection(request.phase, per_file_ignores=lint.per_file_ignores)
        try:
            workspace = open_workspace((), _named(project.source), str(project.root))
            outcome = check(
                workspace, Selection(request.phase), CheckOptions(project.root / lint.baseline)
            )
        except UserError as problem:
            raise NoEvidenceError(str(problem)) from None
        if not outcome.checked:
            raise NoEvidenceError("the project holds no file that the linter looks at")
        found = tuple(one for one in outcome.diagnostics if asked.wants(one.code, one.path))
        ignored = (one for one in outcome.diagnostics if not asked.wants(one.code, one.path))
        aside = (*_ignored(ignored), *_suppressed(workspace.files))
        naming = sum(1 for _ in _naming(project.settings.flag, workspace.files))
        result = LintResult(found, frozenset(all_rules()), outcome.checked, aside, naming)
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


def _ignored(diagnostics: Iterable[Diagnostic]) -> Iterator[Aside]:
    for one in diagnostics:
        if one.severity >= Severity.WARNING:
            where = f"{one.path}:{one.span.line}"
            yield Aside(one.code, f"{where}: {one.code} let pass by per-file-ignores")


def _naming(flag: str, files: Iterable[SourceFile]) -> Iterator[SourceFile]:
    from migration_lint.files.source import PYTHON  # noqa: PLC0415 - as in `read`

    for file in files:
        if file.path.endswith(PYTHON):
            with suppress(OSError):  # the linter has told of it
                if flag.encode() in file.peek():
                    yield file


def _suppressed(files: Iterable[SourceFile]) -> Iterator[Aside]:
    from migration_lint.suppression.suppressions import suppressions_of  # noqa: PLC0415 - as in `read`

    for file in files:
        try:
            suppressions = suppressions_of(file)
        except OSError:
            continue  # the linter has told of it
        for one in suppressions:
            for code in one.codes or ("",):
                said = f"{code or 'everything'} let pass by a comment: {one.reason or 'no reason'}"
                yield Aside(code, f"{file.path}:{one.span.line}: {said}")


def _named(source: Path | None) -> str | None:
    return None if source is None else str(source)

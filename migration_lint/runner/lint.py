"""Lint a project: collect the facts of its files and judge them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from migration_lint.anchoring.anchor import Cut, sparing
from migration_lint.diagnostic import Diagnostic
from migration_lint.files.sieve import SPEAKS, Sieve
from migration_lint.files.source import PYTHON, SourceFile
from migration_lint.fingerprint import fingerprinted
from migration_lint.named_tuple import NamedTuple
from migration_lint.parallel import largest_first, processors, taking_turns
from migration_lint.progress import Progress
from migration_lint.project import Project
from migration_lint.rules import all_rules
from migration_lint.runner.judging import Judge
from migration_lint.selection import Selection
from migration_lint.suppression.suppressing import UNPARSABLE
from migration_lint.unparsable import unparsable_files

if TYPE_CHECKING:
    from migration_lint.cache.state import State
    from migration_lint.flow.recording.trace import Trace

_UNREADABLE = ": cannot be read: "
_ORDER = attrgetter("order")
_FEW = 8  # files that one process judges sooner than two


class LintOutcome(NamedTuple):
    """What a run found.

    Attributes:
        diagnostics: In their order, `Diagnostic.order`.
        problems: The files that could not be read, one sentence each.
        checked: How many files were looked at.
        asked_git: Whether it depends on git which of the diagnostics are new.
        state: The state of the project's files that it is valid for; None where it is not kept.
    """

    diagnostics: tuple[Diagnostic, ...]
    problems: tuple[str, ...]
    checked: int
    asked_git: bool = False
    state: State | None = None

    def narrowed(self, chosen: Collection[str] | None) -> LintOutcome:
        """The part that is about the chosen paths; all of it for None."""
        if chosen is None:
            return self
        return self._replace(
            diagnostics=tuple(one for one in self.diagnostics if one.path in chosen),
            problems=tuple(one for one in self.problems if one.partition(_UNREADABLE)[0] in chosen),
            checked=len(chosen),
        )


class Resources(NamedTuple):
    """What a run works with.

    Attributes:
        jobs: How many processes may work at it.
        progress: Shows how far the run has come.
        trace: Keeps what the outcome depends on; None where nobody needs it.
        sieve: Has begun to look at the files of the project; None to begin anew.
        parses_all: Whether every Python file is parsed, so that each that does not parse is found.
    """

    jobs: int
    progress: Progress
    trace: Trace | None = None
    sieve: Sieve | None = None
    parses_all: bool = False


def lint(
    project: Project,
    files: Sequence[SourceFile],
    selection: Selection,
    chosen: Collection[str] | None = None,
    cut: Cut = sparing,
    resources: Resources | None = None,
) -> LintOutcome:
    """Look at the whole project and report on the files chosen.

    Other processes begin to look at the files while this one imports the analysis.

    Args:
        project: The project with its settings.
        files: Every file of the project: values are followed through all, whichever are chosen.
        selection: The phase, and which rules apply where.
        chosen: The paths to report on; None for all.
        cut: Gives the code that libcst reads to find the place of a diagnostic.
        resources: What the run works with; None for all processors and no progress bar.
    """
    resources = resources or Resources(processors(), Progress())
    progress = resources.progress
    wanted = files if chosen is None else [file for file in files if file.path in chosen]
    sieve = resources.sieve or Sieve(project, files, resources.jobs)
    from migration_lint.runner.collecting import collect_facts  # noqa: PLC0415 - while others look

    all_rules()
    sieve.finish(progress)
    progress.now("following the engines through the files")
    every = resources.parses_all or selection.names(UNPARSABLE)
    facts = collect_facts(project, sieve, resources.jobs, resources.trace, every=every)
    speaking = {file.path for file in sieve.having(SPEAKS)}
    progress.now("judging what the files do")
    judged = largest_first([file for file in wanted if file.path in facts or file.path in speaking])

    judge = Judge.of(project, selection, files)

    def found_in(number: int) -> Sequence[Diagnostic]:
        file = judged[number]
        found = judge.file(file, facts.get(file.path), cut)
        return list(fingerprinted(sorted(found, key=_ORDER)))

    jobs = resources.jobs if len(judged) > _FEW else 1
    diagnostics = [one for found in taking_turns(found_in, len(judged), jobs) for one in found]
    problems = tuple(
        f"{file.path}{_UNREADABLE}{sieve.unreadable[file.path]}; mend its permissions or exclude it"
        for file in wanted
        if file.path in sieve.unreadable
    )
    return LintOutcome(tuple(sorted(diagnostics, key=_ORDER)), problems, len(wanted))


def lint_unparsed(
    project: Project, files: Sequence[SourceFile], selection: Selection
) -> list[Diagnostic]:
    """The diagnostics of files that do not parse; a run on a whole project may not parse them."""
    asked = [file for file in files if file.path.endswith(PYTHON)]
    broken = unparsable_files(asked)
    judge = Judge.of(project, selection)
    found: list[Diagnostic] = []
    for file in asked:
        if file.path in broken:
            found += judge.file(file, broken[file.path], sparing)
    return found

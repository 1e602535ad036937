"""Lint a project and compare the diagnostics with the baseline and with a git range."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from time import time_ns

from migration_lint.baseline.file import read_baseline
from migration_lint.baseline.ratchet import Compared, compare
from migration_lint.baseline.renames import renamed_files
from migration_lint.diagnostic import Diagnostic, Span
from migration_lint.facts import Facts, StaleEntryFact
from migration_lint.files import git
from migration_lint.fingerprint import Key, fingerprinted, keyed
from migration_lint.limits import COMMIT
from migration_lint.named_tuple import NamedTuple
from migration_lint.parallel import processors
from migration_lint.progress import Progress
from migration_lint.runner.judging import Judge
from migration_lint.runner.lint import LintOutcome, Resources, lint, lint_unparsed
from migration_lint.selection import Selection
from migration_lint.workspace import Workspace

STALE = "ML903"


class CheckOptions(NamedTuple):
    """What the diagnostics are compared with.

    Attributes:
        baseline: The baseline file; None to do without.
        must_exist: Whether the user named the file, so that its absence is a mistake.
        base: A git revision: only what was added since is reported; None for everything.
        cache: Whether the results of earlier runs may be used, and this one's are kept.
    """

    baseline: Path | None = None
    must_exist: bool = False
    base: str | None = None
    cache: bool = False


def check(
    workspace: Workspace,
    selection: Selection,
    options: CheckOptions,
    resources: Resources | None = None,
) -> LintOutcome:
    """Lint a workspace, mark what the baseline knows, and keep what is new in a git range.

    Args:
        workspace: The project with its files.
        selection: The phase, and which rules apply where.
        options: What the diagnostics are compared with.
        resources: What the run works with; None for all processors and no progress bar.

    Raises:
        BaselineError: The baseline cannot be used.
        GitError: Git does not know the range.
    """
    resources = resources or Resources(processors(), Progress())
    if options.cache:
        outcome = _recalled_or_linted(workspace, selection, resources)
    else:
        outcome = lint(
            workspace.project, workspace.files, selection, workspace.chosen, resources=resources
        )
    if workspace.chosen is not None:
        outcome = _with_broken_files(workspace, selection, outcome)
    file = options.baseline
    if file is not None and (options.must_exist or file.is_file()):
        outcome = _after_baseline(file, workspace, selection, outcome)
    if options.base is not None:
        had = _fingerprints_at(options.base, workspace, selection)
        beside = git.beside_range(str(workspace.project.root), options.base)
        found = (one for one in outcome.diagnostics if one.path not in beside)
        added = (one for one in found if one.fingerprint not in had)
        outcome = outcome._replace(diagnostics=tuple(one for one in added if one.code != STALE))
    return outcome


def _with_broken_files(
    workspace: Workspace, selection: Selection, outcome: LintOutcome
) -> LintOutcome:
    """The outcome with those of the few files asked for that do not parse."""
    chosen = workspace.chosen or ()
    if len(chosen) > COMMIT:
        return outcome
    seen = {one.path for one in outcome.diagnostics} | _unread(outcome)
    asked = [one for one in workspace.files if one.path in chosen and one.path not in seen]
    broken = lint_unparsed(workspace.project, asked, selection)
    return outcome._replace(diagnostics=_ordered([*outcome.diagnostics, *broken]))


def _unread(outcome: LintOutcome) -> set[str]:
    return {problem.partition(":")[0] for problem in outcome.problems}


def _recalled_or_linted(
    workspace: Workspace, selection: Selection, resources: Resources
) -> LintOutcome:
    """The outcome of an earlier run on the same files, or of a new one, which is kept."""
    from migration_lint.cache import outcomes  # noqa: PLC0415 - a run without a cache does without
    from migration_lint.flow.recording.trace import Trace  # noqa: PLC0415 - as above

    root, made = str(workspace.project.root), time_ns()
    key = outcomes.key_of(workspace.project, selection)
    known = outcomes.recall(root, key, workspace.files)
    if known is not None:
        outcome = LintOutcome(known.diagnostics, (), len(workspace.files), state=known.state)
        return outcome.narrowed(workspace.chosen)
    trace = Trace()
    traced = resources._replace(trace=trace)
    whole = lint(workspace.project, workspace.files, selection, resources=traced)
    state = outcomes.state_of(workspace.files)
    if state is not None and not whole.problems:
        outcomes.keep(root, key, state, made, whole.diagnostics, trace)
    return whole._replace(state=state).narrowed(workspace.chosen)


def compare_with_baseline(
    file: Path, workspace: Workspace, selection: Selection, outcome: LintOutcome
) -> tuple[Compared, dict[str, str]]:
    """The diagnostics compared with a baseline, and the renames of files that were followed."""
    entries = read_baseline(str(file))
    present = {one.path for one in workspace.files}
    missing = {key.path for key in entries} - present
    renames = renamed_files(str(workspace.project.root), str(file), missing)
    looked_at = _looked_at(workspace, selection, outcome)
    return compare(outcome.diagnostics, entries, renames, looked_at), renames


def _after_baseline(
    file: Path, workspace: Workspace, selection: Selection, outcome: LintOutcome
) -> LintOutcome:
    compared, _ = compare_with_baseline(file, workspace, selection, outcome)
    present = {one.path for one in workspace.files}
    asked_git = any(key.path not in present for key in read_baseline(str(file)))
    path = _shown(file, workspace.project.root)
    facts = [
        StaleEntryFact(Span(line, 1, line, 1), key.code, key.path, key.symbol, key.scope)
        for key, line in compared.stale.items()
    ]
    stale = Judge.of(workspace.project, selection).facts(Facts(path, facts))
    return outcome._replace(
        diagnostics=_ordered([*compared.diagnostics, *stale]), asked_git=asked_git
    )


def _looked_at(
    workspace: Workspace, selection: Selection, outcome: LintOutcome
) -> Callable[[Key], bool]:
    """Whether the run would have found what an entry of the baseline is about.

    It would not in files that were not asked for or that it could not read or parse, nor by a rule
    that is not selected.
    """
    blind = {one.path for one in outcome.diagnostics if one.code == "ML901"}
    blind |= _unread(outcome)

    def answer(key: Key) -> bool:
        chosen = workspace.chosen is None or key.path in workspace.chosen
        return chosen and key.path not in blind and selection.wants(key.code, key.path)

    return answer


def _fingerprints_at(base: str, workspace: Workspace, selection: Selection) -> set[str]:
    """The fingerprints at the merge base with a revision, under the present names of the files."""
    root = str(workspace.project.root)
    commit = git.merge_base(root, base)
    renames = git.renames_since(root, commit)
    with git.tree(root, commit, workspace.project.settings.exclude) as files:
        alone = Resources(1, Progress())  # two processes that read from one git wait for each other
        before = lint(workspace.project, files, selection, resources=alone)
    return {
        key._replace(path=renames.get(key.path, key.path)).fingerprint
        for key, _ in keyed(before.diagnostics)
    }


def _ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(fingerprinted(sorted(diagnostics, key=lambda one: one.order)))


def _shown(file: Path, root: Path) -> str:
    resolved = file.resolve()
    return resolved.relative_to(root).as_posix() if resolved.is_relative_to(root) else str(file)

"""What `check` does once the files of a project are found: check, report, keep the result."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from migration_lint.cache.known import is_plain, keep
from migration_lint.cache.outcomes import key_of as outcome_key
from migration_lint.cache.outcomes import recall_trace
from migration_lint.cache.replay import remember
from migration_lint.cache.state import digest_of, input_states
from migration_lint.diagnostic import Severity
from migration_lint.escaping import message
from migration_lint.files.sieve import Sieve
from migration_lint.files.source_lines import source_lines
from migration_lint.files.writing import deliver, write_files
from migration_lint.formats import format_named
from migration_lint.formats.base import Report
from migration_lint.formats.text_format import row_of
from migration_lint.parallel import apart, processors
from migration_lint.progress import shown_progress
from migration_lint.runner.check import STALE, CheckOptions, check
from migration_lint.runner.lint import LintOutcome, Resources
from migration_lint.selection import Selection, codes_in, selection_of
from migration_lint.terminal import Style, style_for
from migration_lint.workspace import Workspace, configuration_candidates, open_workspace

if TYPE_CHECKING:
    from migration_lint.cache.state import State


def run_check(arguments: Namespace, workspace: Workspace, sieve: Sieve | None, made: int) -> int:
    """Check and report.

    Args:
        arguments: The command line of `check`.
        workspace: The project with its files.
        sieve: Has begun to look at the files; None where none has.
        made: When the run began, in ns since the epoch.

    Returns:
        The exit status.
    """
    selection = selection_of(
        workspace.project,
        arguments.phase,
        codes_in(arguments.select),
        codes_in(arguments.ignore),
    )
    if arguments.fix:
        workspace = _mended(workspace, selection, arguments)
    jobs = arguments.jobs or processors()
    # To say which of them would be read takes all readers, which are imported meanwhile.
    problems = apart(lambda: workspace.problems, jobs if workspace.no_files else 1)
    with shown_progress() as progress:
        resources = Resources(jobs, progress, sieve=sieve)
        outcome = check(workspace, selection, _options(arguments, workspace), resources)
    outcome = outcome._replace(problems=(*problems(), *outcome.problems))
    report = _report(workspace, outcome, selection.phase, arguments)
    output = format_named(arguments.format).render(report)
    deliver(output, arguments.output)
    for said in (*workspace.notes, *report.problems):
        sys.stderr.write(f"migration-lint: {message(said)}\n")
    threshold = arguments.fail_on or workspace.project.settings.lint.fail_on
    status = _status(report, Severity[threshold.upper()], lenient=arguments.exit_zero)
    by_git = outcome.asked_git or report.burn_down  # whose answers no file of ours dates
    may_be_kept = not (arguments.no_cache or workspace.notes or report.problems or by_git)
    if may_be_kept and not _keep_known(arguments, workspace, selection, outcome, made):
        _remember(arguments, workspace, outcome, made, (output, status))
    return status


def baseline_of(arguments: Namespace, workspace: Workspace) -> Path:
    """The baseline file that the user or the configuration names."""
    if arguments.baseline is not None:
        return Path(arguments.baseline)
    return workspace.project.root / workspace.project.settings.lint.baseline


def _mended(workspace: Workspace, selection: Selection, arguments: Namespace) -> Workspace:
    """The workspace after its safe fixes were written."""
    from migration_lint.runner.fix import fix_files  # noqa: PLC0415 - few runs fix anything

    mended = fix_files(workspace.project, workspace.files, selection, workspace.chosen)
    write_files(workspace.project.root, mended.files)
    return open_workspace(arguments.paths, arguments.config, arguments.root)


def _options(arguments: Namespace, workspace: Workspace) -> CheckOptions:
    on_disk = arguments.stdin_filename is None  # what the cache knows is about files on disk
    cache = on_disk and not arguments.no_cache
    if arguments.no_baseline:
        return CheckOptions(base=arguments.diff, cache=cache)
    file = baseline_of(arguments, workspace)
    must_exist = arguments.baseline is not None
    return CheckOptions(file, must_exist, base=arguments.diff, cache=cache)


def _report(workspace: Workspace, outcome: LintOutcome, phase: int, arguments: Namespace) -> Report:
    return Report(
        diagnostics=outcome.diagnostics,
        problems=outcome.problems,
        phase=phase,
        checked=outcome.checked,
        source_line=source_lines(workspace.files),
        root=str(workspace.project.root),
        statistics=arguments.statistics,
        burn_down=_burn_down(workspace, arguments) if arguments.format == "html" else "",
        style=Style() if arguments.output else style_for(sys.stdout, os.environ),
    )


def _burn_down(workspace: Workspace, arguments: Namespace) -> str:
    from migration_lint.history.burn_down import burn_down  # noqa: PLC0415 - only for this format

    return burn_down(workspace.project, arguments.phase, cache=not arguments.no_cache)


def _remember(
    arguments: Namespace,
    workspace: Workspace,
    outcome: LintOutcome,
    made: int,
    ran: tuple[str, int],
) -> None:
    """Keep the output and the status of the run for the next one on the same files."""
    if outcome.state is None:
        return
    output, status = ran
    run = {
        **_kept_of_all(arguments, workspace, outcome.state, made),
        "output": output,
        "status": status,
    }
    remember(arguments.argv, str(workspace.project.root), run)


def _keep_known(
    arguments: Namespace,
    workspace: Workspace,
    selection: Selection,
    outcome: LintOutcome,
    made: int,
) -> bool:
    """Keep the result of the whole project for runs on any part of it; whether that is possible."""
    state = outcome.state
    root, settings = str(workspace.project.root), workspace.project.settings
    trace = recall_trace(root, outcome_key(workspace.project, selection), state) if state else None
    if state is None or trace is None or not is_plain(arguments.argv):
        return False
    if workspace.chosen is not None:
        whole = workspace._replace(chosen=None)
        outcome = check(whole, selection, _options(arguments, workspace))
    if any(one.code == STALE for one in outcome.diagnostics):
        return False  # which of them are reported for a part of the project depends on the part
    evaluated = {
        state[file.path][1]: file for file in workspace.files if file.path in trace["files"]
    }
    contents = {digest: file.peek() for digest, file in evaluated.items()}
    if any(digest_of(data) != digest for digest, data in contents.items()):
        return False  # changed since it was found to be as it was
    threshold = Severity[settings.lint.fail_on.upper()]
    record = {
        **_kept_of_all(arguments, workspace, state, made),
        "phase": selection.phase,
        "fails": [severity.label for severity in Severity if severity >= threshold],
        "rows": [row_of(one) for one in outcome.diagnostics],
        "trace": trace,
    }
    keep(root, record, contents)
    return True


def _kept_of_all(
    arguments: Namespace, workspace: Workspace, state: State, made: int
) -> dict[str, object]:
    """What has to be the same for any kept result to be valid again."""
    inputs = [*configuration_candidates(workspace.project), str(baseline_of(arguments, workspace))]
    return {
        "exclude": workspace.project.settings.exclude,
        "inputs": input_states(str(Path.cwd() / path) for path in inputs),
        "files": state,
        "no_files": workspace.unread,
        "made": made,
    }


def _status(report: Report, threshold: Severity, *, lenient: bool) -> int:
    if report.problems:
        return 2
    if lenient:
        return 0
    return int(any(one.severity >= threshold for one in report.new))

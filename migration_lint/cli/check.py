"""`migration-lint check`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from time import time_ns

from migration_lint.arguments import (
    add_comparison_arguments,
    add_project_arguments,
    add_report_arguments,
    add_selection_arguments,
    processes,
)
from migration_lint.cache.store import FOLDER
from migration_lint.cli.base import Command
from migration_lint.diagnostic import Severity
from migration_lint.errors import UserError
from migration_lint.files.sieve import Sieve
from migration_lint.parallel import processors
from migration_lint.workspace import Workspace, open_workspace, with_standard_input


class CheckCommand(Command):
    """Report what still depends on the legacy engine or on API outside the shared protocol."""

    name = "check"
    help = "report what still depends on the legacy engine (the default)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options of `check`."""
        add_project_arguments(parser)
        add_selection_arguments(parser)
        add_comparison_arguments(parser)
        add_report_arguments(parser)
        parser.add_argument(
            "--fail-on",
            choices=[severity.label for severity in reversed(Severity)],
            help="the lowest severity that makes the exit status 1",
        )
        parser.add_argument(
            "--jobs",
            type=processes,
            metavar="N",
            help="how many processes may share the work; as many as there are processors without",
        )
        parser.add_argument("--fix", action="store_true", help="first mend what is safe to mend")
        parser.add_argument("--no-cache", action="store_true", help="neither use nor keep results")
        parser.add_argument("--exit-zero", action="store_true", help="exit 0 despite diagnostics")
        parser.add_argument(
            "--stdin-filename", metavar="PATH", help="read that file's content from standard input"
        )

    def run(self, arguments: Namespace) -> int:
        """Check, report, and say by the exit status how it went."""
        made = time_ns()
        workspace = _workspace(arguments)
        sieve = _begun(arguments, workspace)
        from migration_lint.runner.answer import run_check  # noqa: PLC0415 - other processes look now

        return run_check(arguments, workspace, sieve, made)


def _workspace(arguments: Namespace) -> Workspace:
    name = arguments.stdin_filename
    if name is None:
        return open_workspace(arguments.paths, arguments.config, arguments.root)
    if arguments.paths not in ([], ["-"]):  # editors name standard input so
        raise UserError("--stdin-filename names the one file to check; leave out the PATHs")
    if arguments.fix:
        raise UserError("--fix mends files on disk, not standard input; leave out one of the two")
    workspace = open_workspace((), arguments.config, arguments.root)
    return with_standard_input(workspace, name, sys.stdin.buffer.read())


def _begun(arguments: Namespace, workspace: Workspace) -> Sieve | None:
    """The first look at the files; None where it may not be needed, or they are mended first."""
    is_cold = arguments.no_cache or not (workspace.project.root / FOLDER).is_dir()
    if arguments.fix or not is_cold:
        return None
    return Sieve(workspace.project, workspace.files, arguments.jobs or processors())

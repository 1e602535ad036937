"""`migration-lint check`."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace

from migration_lint.cli.base import Command, UsageError
from migration_lint.diagnostic import Severity
from migration_lint.formats import format_named, format_names
from migration_lint.formats.base import Report
from migration_lint.runner import Outcome, lint
from migration_lint.selection import selection_of
from migration_lint.source_lines import source_lines
from migration_lint.workspace import Workspace, open_workspace


class Check(Command):
    """Report what still depends on the legacy engine or on API outside the shared protocol."""

    name = "check"
    help = "report what still depends on the legacy engine (the default)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options of `check`."""
        add_project_arguments(parser)
        add_selection_arguments(parser)
        parser.add_argument(
            "--format", choices=format_names(), default="text", help="how to report"
        )
        parser.add_argument("--output", metavar="FILE", help="write the report there")
        parser.add_argument(
            "--fail-on",
            choices=[severity.label for severity in reversed(Severity)],
            help="the lowest severity that makes the exit status 1",
        )
        parser.add_argument("--exit-zero", action="store_true", help="exit 0 despite diagnostics")
        parser.add_argument("--statistics", action="store_true", help="count by rule instead")

    def run(self, arguments: Namespace) -> int:
        """Check, report, and say by the exit status how it went."""
        workspace = open_workspace(arguments.paths, arguments.config, arguments.root)
        selection = selection_of(
            workspace.project, arguments.phase, codes(arguments.select), codes(arguments.ignore)
        )
        outcome = lint(workspace.project, workspace.files, selection, workspace.chosen)
        report = _report(workspace, outcome, selection.phase, arguments.statistics)
        _deliver(format_named(arguments.format).render(report), arguments.output)
        for message in (*workspace.notes, *report.problems):
            sys.stderr.write(f"migration-lint: {message}\n")
        threshold = arguments.fail_on or workspace.project.settings.lint.fail_on
        return _status(report, Severity[threshold.upper()], lenient=arguments.exit_zero)


def add_project_arguments(parser: ArgumentParser) -> None:
    """The arguments of every command that looks at a project's files."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders to report on")
    parser.add_argument("--config", metavar="FILE", help="read the configuration from there")
    parser.add_argument("--root", metavar="DIR", help="the project root")


def add_selection_arguments(parser: ArgumentParser) -> None:
    """The arguments of every command that runs the rules."""
    parser.add_argument("--phase", type=int, choices=(1, 2, 3, 4), help="judge as in that phase")
    parser.add_argument("--select", metavar="CODES", help="codes or prefixes to check")
    parser.add_argument("--ignore", metavar="CODES", help="codes or prefixes not to check")


def codes(text: str | None) -> tuple[str, ...]:
    """The codes in a list such as `ML101,ML2`.

    Raises:
        UsageError: A member is no code and no prefix of one.
    """
    from migration_lint.rules import all_rules  # noqa: PLC0415 - only when codes are given

    named = tuple(code.strip().upper() for code in (text or "").split(",") if code.strip())
    for code in named:
        if not any(known.startswith(code) for known in all_rules()):
            known = ", ".join(all_rules())
            raise UsageError(f"{code} is no code and no prefix of one; the codes are {known}")
    return named


def _report(workspace: Workspace, outcome: Outcome, phase: int, statistics: bool) -> Report:
    return Report(
        diagnostics=outcome.diagnostics,
        problems=(*workspace.problems, *outcome.problems),
        phase=phase,
        checked=outcome.checked,
        source_line=source_lines(workspace.files),
        root=str(workspace.project.root),
        statistics=statistics,
    )


def _deliver(text: str, output: str | None) -> None:
    if output is None:
        sys.stdout.write(text)
        return
    aside = f"{output}.{os.getpid()}.tmp"
    try:
        with open(aside, "w", encoding="utf-8", newline="\n") as stream:  # noqa: PTH123 - a plain name
            stream.write(text)
        os.replace(aside, output)  # noqa: PTH105 - as above
    except OSError as problem:
        raise UsageError(
            f"{output}: cannot be written: {problem.strerror}; choose another --output"
        ) from None


def _status(report: Report, threshold: Severity, *, lenient: bool) -> int:
    if report.problems:
        return 2
    if lenient:
        return 0
    return int(any(one.severity >= threshold for one in report.new))

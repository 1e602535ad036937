"""`migration-lint fix`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from difflib import unified_diff

from migration_lint.arguments import add_project_arguments, add_selection_arguments
from migration_lint.cli.base import Command
from migration_lint.escaping import one_line
from migration_lint.files.source import SourceFile
from migration_lint.files.source_lines import decode
from migration_lint.files.writing import write_files
from migration_lint.gate.words import count
from migration_lint.runner.fix import Mended, fix_files
from migration_lint.selection import codes_in, selection_of
from migration_lint.workspace import open_workspace


class FixCommand(Command):
    """Mend what can be mended without changing what the code does."""

    name = "fix"
    help = "mend what can be mended"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options of `fix`."""
        add_project_arguments(parser)
        add_selection_arguments(parser)
        parser.add_argument(
            "--unsafe", action="store_true", help="also apply fixes that may change behaviour"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would change, write nothing"
        )

    def run(self, arguments: Namespace) -> int:
        """Mend the files, or show how; 2 where a file could not be read or written."""
        workspace = open_workspace(arguments.paths, arguments.config, arguments.root)
        selection = selection_of(
            workspace.project,
            arguments.phase,
            codes_in(arguments.select),
            codes_in(arguments.ignore),
        )
        mended = fix_files(
            workspace.project,
            workspace.files,
            selection,
            workspace.chosen,
            unsafe=arguments.unsafe,
        )
        if arguments.dry_run:
            sys.stdout.write(differences(workspace.files, mended.files))
        else:
            write_files(workspace.project.root, mended.files)
        sys.stdout.writelines(_summary(mended, dry_run=arguments.dry_run))
        return 2 if _said((*workspace.problems, *mended.problems)) else 0


def differences(files: tuple[SourceFile, ...], changed: Mapping[str, bytes]) -> str:
    """What would change, as a patch."""
    lines: list[str] = []
    for file in files:
        if file.path in changed:
            before, after = decode(file.data), decode(changed[file.path])
            lines += unified_diff(
                before.splitlines(), after.splitlines(), file.path, file.path, lineterm=""
            )
    return "".join(f"{one_line(line)}\n" for line in lines)


def _summary(mended: Mended, *, dry_run: bool) -> Iterator[str]:
    if not dry_run:
        yield from (f"{one_line(path)}: mended\n" for path in sorted(mended.files))
    files = count(len(mended.files), "file")
    yield f"{files} would be mended.\n" if dry_run else f"Mended {files}.\n"
    if mended.withheld:
        findings = count(len(mended.withheld), "finding")
        places = count(len({one.path for one in mended.withheld}), "file")
        yield (
            f"{findings} in {places} can be mended by `migration-lint fix --unsafe`: "
            "that may change what the code does, so look at it with --dry-run first.\n"
        )


def _said(problems: Sequence[str]) -> bool:
    for problem in problems:
        sys.stderr.write(f"migration-lint: {one_line(problem)}\n")
    return bool(problems)

"""`migration-lint baseline`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from migration_lint.arguments import add_phase_argument, add_place_arguments
from migration_lint.baseline.file import read_baseline, write_baseline
from migration_lint.baseline.ratchet import keys_to_keep, pruned
from migration_lint.cli.base import Command
from migration_lint.errors import UserError
from migration_lint.runner.answer import baseline_of
from migration_lint.runner.check import compare_with_baseline
from migration_lint.runner.lint import lint
from migration_lint.selection import selection_of
from migration_lint.workspace import open_workspace


class BaselineCommand(Command):
    """Write down the diagnostics there are, so that only new ones fail.

    `--prune` removes the entries that nothing matches any more and moves those of renamed files;
    it never adds one.

    Two branches that add entries at the same place conflict when they are merged, unless
    `.gitattributes` says `.migration-baseline.json merge=union`: git then keeps those of both.
    """

    name = "baseline"
    help = "write the baseline of known diagnostics, or prune it"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options of `baseline`."""
        add_place_arguments(parser)
        add_phase_argument(parser)
        parser.add_argument("--baseline", metavar="FILE", help="the file to write")
        parser.add_argument("--prune", action="store_true", help="only remove what is stale")

    def run(self, arguments: Namespace) -> int:
        """Write or prune the file."""
        workspace = open_workspace((), arguments.config, arguments.root)
        selection = selection_of(workspace.project, arguments.phase)
        outcome = lint(workspace.project, workspace.files, selection)
        if outcome.problems:
            listed = "\n  ".join(outcome.problems)
            raise UserError(f"no baseline is written, because not everything is known:\n  {listed}")
        file = baseline_of(arguments, workspace)
        if arguments.prune:
            entries = read_baseline(str(file))
            compared, renames = compare_with_baseline(file, workspace, selection, outcome)
            keys = pruned(entries, compared.stale, renames)
            done = f"removed {len(entries) - len(keys)}, kept {len(keys)}"
        else:
            keys = keys_to_keep(outcome.diagnostics)
            done = f"wrote {len(keys)}"
        write_baseline(str(file), keys)
        sys.stdout.write(f"{file.name}: {done} entr{'y' if len(keys) == 1 else 'ies'}\n")
        return 0

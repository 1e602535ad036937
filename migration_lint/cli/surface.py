"""`migration-lint surface`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from migration_lint.cli.base import Command
from migration_lint.workspace import open_workspace


class SurfaceCommand(Command):
    """Show the surfaces of both engines' controllers side by side, read from source.

    For each member: how each engine has it, what works with one and not with the other, and where
    the project uses it. Nothing is imported or run.
    """

    name = "surface"
    help = "compare what the engines' controllers offer, and what of it is used"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--format", choices=("text", "json", "markdown"), default="text", help="default: text"
        )
        parser.add_argument(
            "--suggest",
            action="store_true",
            help="list which members to add to the protocol or to remove from callers",
        )
        parser.add_argument(
            "--private", action="store_true", help="list members with an underscore too"
        )
        parser.add_argument("--config", metavar="FILE", help="the configuration to use")

    def run(self, arguments: Namespace) -> int:
        """Print the table."""
        from migration_lint.surface.rendering import FORMATS  # noqa: PLC0415 - after --help
        from migration_lint.surface.suggestions import suggest  # noqa: PLC0415 - as above
        from migration_lint.surface.table import read_table  # noqa: PLC0415 - as above

        workspace = open_workspace(config=arguments.config)
        table = read_table(workspace.files, workspace.project, private=arguments.private)
        suggestions = suggest(table) if arguments.suggest else None
        sys.stdout.write(FORMATS[arguments.format](table, suggestions))
        return 0

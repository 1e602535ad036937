"""Command-line arguments that several commands share."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError

from migration_lint.formats import format_names


def add_project_arguments(parser: ArgumentParser) -> None:
    """The arguments of every command that looks at a project's files."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders to report on")
    add_place_arguments(parser)


def add_place_arguments(parser: ArgumentParser) -> None:
    """The arguments of every command that needs to know the project."""
    parser.add_argument("--config", metavar="FILE", help="read the configuration from there")
    parser.add_argument("--root", metavar="DIR", help="the project root")


def add_selection_arguments(parser: ArgumentParser) -> None:
    """The arguments of every command that runs the rules."""
    add_phase_argument(parser)
    for name, use in (("--select", "to check: ML1,ML201"), ("--ignore", "not to check")):
        parser.add_argument(name, action="append", metavar="CODES", help=f"codes or prefixes {use}")


def add_phase_argument(parser: ArgumentParser) -> None:
    """The argument that says which phase's severities hold."""
    parser.add_argument("--phase", type=int, choices=(1, 2, 3, 4), help="judge as in that phase")


def add_comparison_arguments(parser: ArgumentParser) -> None:
    """The arguments that say what is known already."""
    known = parser.add_mutually_exclusive_group()
    known.add_argument("--baseline", metavar="FILE", help="the file of known diagnostics")
    known.add_argument("--no-baseline", action="store_true", help="do without a baseline")
    parser.add_argument(
        "--diff",
        metavar="BASE",
        help="report only what was added since that git revision, or in that range",
    )


def processes(text: str) -> int:
    """How many processes a text asks for; argparse says what is wrong with any other text."""
    count = int(text)
    if count < 1:
        raise ArgumentTypeError(f"{count} is no number of processes; 1 is the least")
    return count


def add_report_arguments(parser: ArgumentParser) -> None:
    """The arguments that say how to report and where to."""
    parser.add_argument("--format", choices=format_names(), default="text", help="how to report")
    parser.add_argument(
        "--output", metavar="FILE", help="write the report there; - is standard output"
    )
    parser.add_argument("--statistics", action="store_true", help="count by rule instead")

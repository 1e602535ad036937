"""`migration-lint report`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from migration_lint.cli.base import Command
from migration_lint.errors import UserError
from migration_lint.escaping import one_line
from migration_lint.files.writing import deliver
from migration_lint.gate.words import count
from migration_lint.report import Report, load_report
from migration_lint.report.merge import merge_reports
from migration_lint.report.write import report_text

_SHOWN = 20  # missing halves that are printed


class ReportCommand(Command):
    """Work on engine reports, the files that `pytest --engines=both --engine-report=FILE` writes.

    `report merge A.json B.json ... -o ALL.json` joins the reports of CI shards or machines: pairs
    by base id, halves of one pair from different reports too. A half that is in no report is named,
    and the merged report is then not complete: it is written, and the exit status is 1. Results
    that contradict each other are an error.
    """

    name = "report"
    help = "merge the engine reports of shards and machines"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the actions."""
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        merge = actions.add_parser("merge", help="make one report of several", allow_abbrev=False)
        merge.add_argument("reports", nargs="+", type=Path, metavar="REPORT", help="a report file")
        merge.add_argument(
            "-o", "--output", required=True, metavar="FILE", help="where to; - is standard output"
        )

    def run(self, arguments: Namespace) -> int:
        """Merge, write, and say what is missing: no shard can know that, so it must fail here."""
        given = list(dict.fromkeys(path.resolve() for path in arguments.reports))
        if len(given) < len(arguments.reports):
            raise UserError("a report is named twice; name each one once")
        merged = merge_reports([load_report(path) for path in arguments.reports])
        deliver(report_text(merged), arguments.output)
        told = sys.stderr if arguments.output == "-" else sys.stdout
        told.write("".join(f"{one_line(line)}\n" for line in told_of(merged)))
        return 0 if merged.run.complete else 1


def told_of(merged: Report) -> list[str]:
    """What a user is told of a merged report, line by line."""
    run, parity = merged.run, merged.parity
    counts = f"{parity.matched} matched, {count(parity.regressions, 'regression')}"
    merged_from = count(len(run.shards), "report")
    lines = [f"merged {merged_from}: {count(parity.pairs, 'pair')}, {counts}"]
    for name, totals in merged.engines.items():
        exercised = "not measured" if totals.exercised is None else totals.exercised
        lines.append(f"{name}: {totals.passed} of {totals.tests} passed, exercised: {exercised}")
    if not run.complete:
        lines.append("not complete:")
    for reason in run.reasons:
        lines.append(f"  {reason.message}")
        lines += [f"    {item}" for item in reason.items[:_SHOWN]]
        if len(reason.items) > _SHOWN:
            lines.append(f"    and {len(reason.items) - _SHOWN} more, named in the file")
    return lines

"""`migration-lint history`."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from migration_lint.arguments import add_phase_argument, add_place_arguments, processes
from migration_lint.cli.base import Command
from migration_lint.escaping import one_line
from migration_lint.files.git import missing_history
from migration_lint.files.globs import matcher
from migration_lint.files.writing import deliver
from migration_lint.history.changes import Change, by_rule, changes, trend
from migration_lint.history.commits import snapshots
from migration_lint.history.plot import sparkline, svg
from migration_lint.history.timeline import Point, Problem, Work, timeline
from migration_lint.parallel import processors
from migration_lint.progress import shown_progress
from migration_lint.selection import selection_of
from migration_lint.workspace import open_project

SCHEMA = 1


class HistoryCommand(Command):
    """Show what was found over the project's git history, and which commits changed it.

    All of the past is judged by today's configuration, along the first parents. Notes are not
    counted.
    """

    name = "history"
    help = "show the burn-down over the git history"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options of `history`."""
        add_place_arguments(parser)
        add_phase_argument(parser)
        parser.add_argument(
            "--git",
            metavar="RANGE",
            default="HEAD",
            help="the commits to look at: A..B, or all up to one; HEAD without",
        )
        parser.add_argument(
            "--every",
            choices=("commit", "day", "week"),
            default="day",
            help="look at each commit, or at the last one of each day (without) or week",
        )
        parser.add_argument(
            "--format",
            choices=sorted(_RENDERERS),
            default="table",
            help="how to show; table without",
        )
        parser.add_argument("--output", metavar="FILE", help="write it there; - is standard output")
        parser.add_argument(
            "--jobs",
            metavar="N",
            type=processes,
            default=processors(),
            help="how many processes may share the work; as many as there are processors without",
        )
        parser.add_argument("--no-cache", action="store_true", help="neither use nor keep results")

    def run(self, arguments: Namespace) -> int:
        """Look at the past and show it."""
        project = open_project((), arguments.config, arguments.root)
        excluded = matcher(project.settings.exclude)
        found = snapshots(str(project.root), arguments.git, arguments.every, excluded)
        work = Work(project, selection_of(project, arguments.phase))
        with shown_progress() as progress:
            progress.now(f"looking at {len(found)} commits")
            points = timeline(work, found, jobs=arguments.jobs, cache=not arguments.no_cache)
        deliver(_RENDERERS[arguments.format](points), arguments.output)
        if not points:
            sys.stderr.write(f"migration-lint: {arguments.git} holds no commits\n")
        missing = missing_history(str(project.root))
        if missing:
            sys.stderr.write(f"migration-lint: this is a part of the history{missing}\n")
        return 0


def as_table(points: Sequence[Point]) -> str:
    """The commits that changed something, the sparkline and the trend."""
    return "".join(f"{line}\n" for line in _table(points))


def _table(points: Sequence[Point]) -> Iterator[str]:
    total = 0
    for change in changes(points):
        total += len(change.added) - len(change.removed)
        difference = f"+{len(change.added)} -{len(change.removed)}"
        name, subject = change.commit.name[:9], one_line(change.commit.subject)[:60]
        yield f"{change.commit.date}  {name}  {total:5}  {difference:>9}  {subject}"
        for sign, problems in (("+", change.added), ("-", change.removed)):
            for problem, times in Counter(problems).items():
                about = one_line(f"{problem.path} {problem.symbol}")
                yield f"    {sign} {problem.code} {about}{f' ({times} times)' if times > 1 else ''}"
    if points:
        listed = ", ".join(f"{code} {count}" for code, count in by_rule(points[-1]).items())
        commits = "1 commit" if len(points) == 1 else f"{len(points)} commits"
        yield f"{sparkline([len(point.found) for point in points])}  {commits}"
        yield f"now {len(points[-1].found)}{f': {listed}' if listed else ''}"
        heading = trend(points)
        done = f"; none left on {heading.done} at that pace" if heading.done else ""
        yield f"trend {heading.per_week:+.1f} a week{done}"


def as_json(points: Sequence[Point]) -> str:
    """The counts at each commit, the changes and the trend."""
    heading = trend(points)
    document = {
        "schema": SCHEMA,
        "points": [
            {
                "commit": point.commit.name,
                "date": point.commit.date,
                "total": len(point.found),
                "by_rule": by_rule(point),
            }
            for point in points
        ],
        "changes": [_change(change) for change in changes(points)],
        "trend": {
            "per_week": round(heading.per_week, 2),
            "done": heading.done.isoformat() if heading.done else None,
        },
    }
    return json.dumps(document, indent=2) + "\n"


def _change(change: Change) -> dict[str, Any]:
    return {
        "commit": change.commit.name,
        "date": change.commit.date,
        "subject": change.commit.subject,
        "added": [_problem(problem) for problem in change.added],
        "removed": [_problem(problem) for problem in change.removed],
    }


def _problem(problem: Problem) -> dict[str, str]:
    return {"code": problem.code, "path": problem.path, "symbol": problem.symbol}


_RENDERERS: Mapping[str, Callable[[Sequence[Point]], str]] = {
    "table": as_table,
    "json": as_json,
    "svg": svg,
}

"""The commits that added and removed findings, and where the trend leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from migration_lint.history.commits import Commit
from migration_lint.history.timeline import Point, Problem


@dataclass(frozen=True)
class Change:
    """The findings that one commit added and removed.

    Attributes:
        added: What is found from this commit on.
        removed: What is not found any more.
    """

    commit: Commit
    added: tuple[Problem, ...]
    removed: tuple[Problem, ...]


@dataclass(frozen=True)
class Trend:
    """Where the findings are heading.

    Attributes:
        per_week: How many more, or with a minus sign fewer, each week of the last four.
        done: The day on which none would be left at that pace; None where there is none.
    """

    per_week: float
    done: date | None


def changes(points: Sequence[Point]) -> Iterator[Change]:
    """The commits at which findings came or went, oldest first."""
    before: dict[str, Problem] = {}
    for point in points:
        now = dict(point.found)
        added = tuple(now[one] for one in now if one not in before)
        removed = tuple(before[one] for one in before if one not in now)
        if added or removed:
            yield Change(point.commit, added, removed)
        before = now


def by_rule(point: Point) -> dict[str, int]:
    """The number of findings of each rule."""
    return dict(sorted(Counter(one.code for one in point.found.values()).items()))


def trend(points: Sequence[Point]) -> Trend:
    """The pace of the last four weeks of the history, and where it leads."""
    if not points:
        return Trend(0.0, None)
    last, left = _day(points[-1]), len(points[-1].found)
    recent = [point for point in points if last - _day(point) <= timedelta(weeks=4)]
    days = (last - _day(recent[0])).days
    if not days:
        return Trend(0.0, None)
    per_day = (left - len(recent[0].found)) / days
    done = last + timedelta(days=round(left / -per_day)) if per_day < 0 else None
    return Trend(per_day * 7, done)


def _day(point: Point) -> date:
    return date.fromisoformat(point.commit.date)

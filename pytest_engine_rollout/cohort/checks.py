"""The checks of an audit, one for each promise of a rollout function."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from migration_lint.project.binomial import interval
from pytest_engine_rollout.cohort.processes import Answer, Answers

Status = Literal["pass", "fail", "not_measured"]
CONFIDENCE = 0.999  # of the interval for a share; one right function in a thousand seems wrong
_BLUNT = 25.0  # percentage points either side at which an interval agrees with nearly any share
_NAMED = 10  # missions that a check names


@dataclass(frozen=True)
class Check:
    """One promise, and whether it is kept.

    Attributes:
        id: `stable`, `share`, `monotone`, `forced`, `in-progress` or `answers`.
        promise: What should hold.
        measured: The figure.
        details: The missions that break it.
    """

    id: str
    promise: str
    status: Status
    measured: str
    details: tuple[str, ...] = ()


def check_answers(ids: Sequence[str], runs: Sequence[Answers]) -> Check:
    """The function answers, the same each time that it is asked in one process."""
    wrong = {
        mission: answer
        for run in runs
        for given in run.by_percent.values()
        for mission, answer in zip(ids, given, strict=True)
        if isinstance(answer, str)
    }
    return Check(
        "answers",
        "the function answers yes or no, and always the same in one process",
        "fail" if wrong else "pass",
        f"{len(wrong)} of {len(ids)} missions got no clear answer",
        _named(f"{mission}: {answer}" for mission, answer in wrong.items()),
    )


def check_stable(ids: Sequence[str], runs: Sequence[Answers]) -> Check:
    """No mission changes its engine when the process is started again."""
    moves = [
        {one for one, was, now in zip(ids, before, after, strict=True) if was != now}
        for percent in runs[0].by_percent
        for before, after in pairwise(run.by_percent[percent] for run in runs)
    ]
    moved = set().union(*moves)
    at_once = 100 * max(map(len, moves), default=0) / len(ids)
    worst = f", up to {at_once:.1f} % at one restart" if moved else ""
    return Check(
        "stable",
        "a restart moves no mission to another engine",
        "fail" if moved else "pass",
        f"{len(moved)} of {len(ids)} missions moved between {len(runs)} processes{worst}",
        _named(one for one in ids if one in moved),
    )


def check_share(run: Answers) -> Check:
    """The share of missions on the candidate is the percentage asked for."""
    shares = [_Share.of(percent, given) for percent, given in run.by_percent.items()]
    wrong = [one for one in shares if not one.agrees]
    fixed = not run.takes_percent
    if fixed and len(wrong) < len(shares):
        shares = [one for one in shares if one.agrees]  # of one share only: it has it or not
        wrong = []
    note = "; it takes no percentage" if fixed else ""
    blunt = not wrong and any(one.is_blunt for one in shares)
    if blunt:
        note += "; too few missions to tell"
    return Check(
        "share",
        "the share on the candidate is the percentage",
        "fail" if wrong else "not_measured" if blunt else "pass",
        "; ".join(str(one) for one in shares) + note,
        _named(f"not {one.percent:g} %: {one}" for one in wrong),
    )


def check_monotone(ids: Sequence[str], run: Answers) -> Check:
    """Raising the percentage takes no mission back to the control."""
    promise = "raising the percentage takes no mission back"
    percents = sorted(run.by_percent)
    if not run.takes_percent or len(percents) < 2:
        why = "it takes no percentage" if not run.takes_percent else "one percentage was asked"
        return Check("monotone", promise, "not_measured", why)
    back = [
        f"{mission}: on the candidate at {low:g} %, not at {high:g} %"
        for low, high in pairwise(percents)
        for mission, before, after in zip(
            ids, run.by_percent[low], run.by_percent[high], strict=True
        )
        if before is True and after is not True
    ]
    steps = ", ".join(f"{percent:g}" for percent in percents)
    return Check(
        "monotone",
        promise,
        "fail" if back else "pass",
        f"{len(back)} missions taken back in {steps} %",
        _named(back),
    )


def check_held(identity: str, promise: str, ids: Sequence[str], run: Answers) -> Check:
    """Missions that must stay on the control do, at the highest percentage."""
    if not run.takes_record:
        why = "it sees only the id: audit the function that sees the mission's record"
        return Check(identity, promise, "not_measured", why)
    highest = run.by_percent[max(run.by_percent)]
    lost = [mission for mission, answer in zip(ids, highest, strict=True) if answer is not False]
    measured = f"{len(lost)} of {len(ids)} missions sent to the candidate all the same"
    return Check(identity, promise, "fail" if lost else "pass", measured, _named(lost))


@dataclass(frozen=True)
class _Share:
    """How many missions went to the candidate at a percentage."""

    percent: float
    on_candidate: int
    missions: int

    @classmethod
    def of(cls, percent: float, given: Sequence[Answer]) -> _Share:
        return cls(percent, sum(answer is True for answer in given), len(given))

    @property
    def bounds(self) -> tuple[float, float]:
        """In per cent."""
        low, high = interval(self.on_candidate, self.missions, CONFIDENCE)
        return 100 * low, 100 * high

    @property
    def agrees(self) -> bool:
        """Whether the percentage may be the true one; none and all must be exact."""
        if self.percent <= 0 or self.percent >= 100:
            return self.on_candidate == (self.missions if self.percent >= 100 else 0)
        low, high = self.bounds
        return low <= self.percent <= high

    @property
    def is_blunt(self) -> bool:
        """Whether so few missions agree with nearly any percentage."""
        low, high = self.bounds
        return 0 < self.percent < 100 and high - low > 2 * _BLUNT

    def __str__(self) -> str:
        low, high = self.bounds
        share = 100 * self.on_candidate / self.missions
        return f"{self.percent:g} % asked, {share:.1f} % given ({low:.1f} to {high:.1f})"


def _named(items: Iterable[str]) -> tuple[str, ...]:
    every = tuple(items)
    more = (f"and {len(every) - _NAMED} more",) if len(every) > _NAMED else ()
    return every[:_NAMED] + more

"""Audit one rollout function."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pytest_engine_rollout.cohort.calling import Mission
from pytest_engine_rollout.cohort.checks import (
    Check,
    check_answers,
    check_held,
    check_monotone,
    check_share,
    check_stable,
)
from pytest_engine_rollout.cohort.missions import begun, forced
from pytest_engine_rollout.cohort.processes import SEEDS, Answers, Question, ask_all

_HELD = 50  # missions asked again as forced and as begun
_FORCED = "`force_legacy_engine` keeps a mission on the control"
_BEGUN = "a mission begun on the control stays there"


@dataclass(frozen=True)
class Audit:
    """The result of an audit.

    Attributes:
        processes: How many processes were asked.
    """

    function: str
    missions: int
    processes: int
    percents: tuple[float, ...]
    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        """Whether every promise is kept; one that was not measured is not."""
        return all(check.status == "pass" for check in self.checks)


def audit(question: Question, control: str) -> Audit:
    """Ask in several processes and check every promise.

    Raises:
        CallingError: The function cannot be called.
    """
    runs = ask_all(question, SEEDS)
    ids = [mission["mission_id"] for mission in question.missions]
    sample = list(question.missions[:_HELD])
    checks = (
        check_answers(ids, runs),
        check_stable(ids, runs),
        check_share(runs[0]),
        check_monotone(ids, runs[0]),
        _held("forced", _FORCED, question, [forced(one) for one in sample]),
        _held("in-progress", _BEGUN, question, [begun(one, control) for one in sample]),
    )
    return Audit(question.function, len(ids), len(runs), question.percents, checks)


def _held(identity: str, promise: str, question: Question, missions: list[Mission]) -> Check:
    highest = replace(question, missions=missions, percents=(max(question.percents),))
    (run,) = _one_process(highest)
    return check_held(identity, promise, [one["mission_id"] for one in missions], run)


def _one_process(question: Question) -> list[Answers]:
    return ask_all(question, ("0",))

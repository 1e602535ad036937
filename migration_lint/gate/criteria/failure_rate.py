"""The candidate's missions fail no more often than the control's."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion, Threshold
from migration_lint.gate.evidence.missions import MissionReader, Missions
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count, percent
from migration_lint.project.binomial import at_least, at_most

_RISK = 0.05  # of being wrong, in either direction
_MOST = 10_000  # missions beyond which no advice is given


class FailureRate(Criterion[Missions]):
    """The failure rate did not rise from the control to the candidate.

    Seeing few failures in few missions proves nothing. The criterion passes when so few failures
    would be unlikely (5 %) if the candidate's rate were higher than the control's by the margin,
    fails when so many would be unlikely if the rate were the control's, and is inconclusive
    between; then it says how many more missions without failure would decide.
    """

    id = "failure-rate"
    title = "missions fail no more often on the candidate"
    phases = (3,)
    sentences = ("No increase in failure rate",)
    reader = MissionReader
    threshold = Threshold(0.05, 0.001, 1.0, "no rise of {} percentage points or more", factor=100)

    def judge(self, evidence: Missions, case: Case) -> Judgement:
        """Compare the failures of the two engines."""
        settings = case.project.settings
        bad, ended = _failures(evidence, settings.candidate)
        before, base = _failures(evidence, settings.control)
        if not base or not ended:
            lacking = settings.candidate if base else settings.control
            more = f"ended missions whose records name {lacking} as their engine"
            return inconclusive(_measured(bad, ended, before, base), more=more)
        rate = before / base
        measured = _measured(bad, ended, before, base)
        if at_least(bad, ended, rate) <= _RISK and bad / ended > rate:
            return failed(measured, remedy="find out why missions fail on the candidate")
        worst = min(1.0, rate + case.limit)
        if at_most(bad, ended, worst) <= _RISK:
            return passed(measured)
        return inconclusive(measured, more=_missing(bad, ended, worst))


def _failures(evidence: Missions, engine: str) -> tuple[int, int]:
    ended = evidence.ended(engine)
    return sum(one.outcome != "completed" for one in ended), len(ended)


def _measured(bad: int, ended: int, before: int, base: int) -> str:
    new = f"{bad} of {ended}" + (f" ({percent(bad / ended)})" if ended else "")
    old = f"{before} of {base}" + (f" ({percent(before / base)})" if base else "")
    return f"candidate {new} failed, control {old}"


def _missing(bad: int, ended: int, worst: float) -> str:
    for trials in range(ended + 1, _MOST):
        if at_most(bad, trials, worst) <= _RISK:
            return f"{count(trials - ended, 'more mission')} on the candidate without failure"
    return f"more than {_MOST} missions on the candidate; the margin is too narrow to be shown"

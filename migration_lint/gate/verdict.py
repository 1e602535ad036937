"""The verdict of the gate, from the criteria's results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from migration_lint.gate.result import CriterionResult, GateVerdict

_WORDS = {"fail": "failed", "inconclusive": "inconclusive", "not_run": "not run"}


def decide(results: Sequence[CriterionResult]) -> tuple[GateVerdict, str]:
    """The verdict and its reason in one clause.

    A failure is `not_ready`. Without one, anything that was not measured, or not enough, is
    `inconclusive`; so is a phase in which no criterion that counts has passed. What is left is
    `ready`.
    """
    counted = [result for result in results if result.standing == "counts"]
    verdict, reason = _decide(counted)
    aside = sum(one.standing != "counts" and one.judgement.status != "pass" for one in results)
    return verdict, f"{reason}; {aside} in dry run or waived did not pass" if aside else reason


def _decide(counted: Sequence[CriterionResult]) -> tuple[GateVerdict, str]:
    tally: Counter[str] = Counter(result.judgement.status for result in counted)
    if not tally["pass"] and not tally["fail"]:
        return "inconclusive", f"nothing was measured that counts; {_held_up(tally)}".strip("; ")
    if tally["fail"]:
        return "not_ready", f"{_held_up(tally)}, {tally['pass']} passed"
    if tally["inconclusive"] or tally["not_run"]:
        return "inconclusive", f"{_held_up(tally)}, {tally['pass']} passed"
    if tally["pass"] == 1:
        return "ready", "the one criterion that counts passed"
    return "ready", f"all {tally['pass']} criteria that count passed"


def _held_up(tally: Counter[str]) -> str:
    return ", ".join(f"{tally[status]} {word}" for status, word in _WORDS.items() if tally[status])

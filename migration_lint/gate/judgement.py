"""What a criterion says of its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["pass", "fail", "inconclusive", "not_run"]


@dataclass(frozen=True)
class Judgement:
    """The status of one criterion, with the figure it rests on.

    Attributes:
        status: `inconclusive` is measured but not enough; `not_run` is no usable evidence.
        measured: The figure, in words: `2 regressions in 336 pairs`.
        details: What the figure is made of, most important first: the tests, files or missions.
        remedy: What would decide or mend it; how much more where it is inconclusive.
    """

    status: Status
    measured: str
    details: tuple[str, ...] = ()
    remedy: str = ""


def passed(measured: str, *details: str) -> Judgement:
    """The criterion holds."""
    return Judgement("pass", measured, details)


def failed(measured: str, *details: str, remedy: str = "") -> Judgement:
    """The criterion does not hold."""
    return Judgement("fail", measured, details, remedy)


def inconclusive(measured: str, *details: str, more: str) -> Judgement:
    """Measured, but not enough to decide; `more` says what is missing."""
    return Judgement("inconclusive", measured, details, more)


def not_run(reason: str, *details: str, command: str) -> Judgement:
    """Nothing usable was measured; `command` gathers the evidence."""
    return Judgement("not_run", reason, details, f"run: {command}")

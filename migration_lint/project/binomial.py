"""Exact binomial probabilities, for both packages."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, lgamma, log

_NEGLIGIBLE = 1e-18  # of the sum so far; a double cannot tell the difference
_HALVINGS = 100  # of an interval of length 1: far below what a double can hold


def at_most(successes: int, trials: int, rate: float) -> float:
    """The probability of so many successes or fewer, each trial succeeding at `rate`."""
    if successes < 0:
        return 0.0
    if successes >= trials or rate <= 0.0:
        return 1.0
    if rate >= 1.0:
        return 0.0
    if successes <= trials * rate:
        return min(1.0, _tail(successes, trials, rate, step=-1))
    return max(0.0, 1.0 - _tail(successes + 1, trials, rate, step=1))


def at_least(successes: int, trials: int, rate: float) -> float:
    """The probability of so many successes or more."""
    return at_most(trials - successes, trials, 1.0 - rate)


def interval(successes: int, trials: int, confidence: float = 0.95) -> tuple[float, float]:
    """The exact interval of Clopper and Pearson for the rate behind a count.

    At least the share `confidence` of such intervals hold the true rate, for every rate and every
    number of trials.

    Args:
        successes: From 0 to `trials`.
        trials: At least 1.
        confidence: Between 0 and 1.
    """
    risk = (1 - confidence) / 2
    low = _root(lambda rate: at_least(successes, trials, rate) < risk) if successes else 0.0
    high = (
        _root(lambda rate: at_most(successes, trials, rate) >= risk) if successes < trials else 1.0
    )
    return low, high


def _tail(start: int, trials: int, rate: float, *, step: int) -> float:
    """The sum of the probabilities from `start` outwards; each is less than the one before."""
    odds = rate / (1.0 - rate)
    term = exp(
        lgamma(trials + 1)
        - lgamma(start + 1)
        - lgamma(trials - start + 1)
        + start * log(rate)
        + (trials - start) * log(1.0 - rate)
    )
    total, count = 0.0, start
    while 0 <= count <= trials and term > total * _NEGLIGIBLE:
        total += term
        term *= (
            (trials - count) / (count + 1) * odds
            if step > 0
            else count / (trials - count + 1) / odds
        )
        count += step
    return total


def _root(holds: Callable[[float], bool]) -> float:
    """Where something that holds for small rates ceases to."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return (low + high) / 2

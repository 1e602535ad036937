"""Exact binomial tails: how likely so few, or so many, failures are."""

from __future__ import annotations

from math import comb


def at_most(failures: int, trials: int, rate: float) -> float:
    """The probability of `failures` or fewer in `trials`, each failing with probability `rate`."""
    return sum(comb(trials, k) * rate**k * (1 - rate) ** (trials - k) for k in range(failures + 1))


def at_least(failures: int, trials: int, rate: float) -> float:
    """The probability of `failures` or more in `trials`."""
    return 1.0 if failures <= 0 else 1.0 - at_most(failures - 1, trials, rate)

"""Exact binomial probabilities beside published and exactly computed values."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest

from migration_lint.project.binomial import at_least, at_most, interval


def exactly(successes: int, trials: int, rate: Fraction) -> float:
    terms = (comb(trials, k) * rate**k * (1 - rate) ** (trials - k) for k in range(successes + 1))
    return float(sum(terms))


@pytest.mark.parametrize("percent", [0.1, 5, 50, 90])
@pytest.mark.parametrize(("successes", "trials"), [(0, 1), (0, 59), (3, 10), (30, 60), (190, 200)])
def test_probabilities_are_exact(successes: int, trials: int, percent: float) -> None:
    rate = Fraction(round(percent * 10), 1000)
    due = exactly(successes, trials, rate)
    assert at_most(successes, trials, float(rate)) == pytest.approx(due, rel=1e-9, abs=1e-15)
    more = at_least(successes + 1, trials, float(rate))
    assert more == pytest.approx(1 - due, rel=1e-6, abs=1e-12)


@pytest.mark.parametrize(
    ("successes", "trials", "rate", "due"),
    [(-1, 5, 0.5, 0.0), (5, 5, 0.5, 1.0), (2, 5, 0.0, 1.0), (2, 5, 1.0, 0.0)],
)
def test_the_ends(successes: int, trials: int, rate: float, due: float) -> None:
    assert at_most(successes, trials, rate) == due


@pytest.mark.parametrize(
    ("successes", "trials", "confidence", "low", "high"),
    [
        pytest.param(0, 10, 0.95, 0.0, 0.3085, id="none of 10"),
        pytest.param(1, 10, 0.95, 0.0025, 0.4450, id="1 of 10"),
        pytest.param(5, 10, 0.95, 0.1871, 0.8129, id="5 of 10"),
        pytest.param(10, 10, 0.95, 0.6915, 1.0, id="10 of 10"),
        pytest.param(81, 263, 0.95, 0.2527, 0.3676, id="Newcombe 1998, 81 of 263"),
        pytest.param(15, 148, 0.95, 0.0578, 0.1617, id="Newcombe 1998, 15 of 148"),
        pytest.param(1, 29, 0.95, 0.0009, 0.1776, id="Newcombe 1998, 1 of 29"),
    ],
)
def test_intervals_are_those_published(
    successes: int, trials: int, confidence: float, low: float, high: float
) -> None:
    assert interval(successes, trials, confidence) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("rate", [0.01, 0.1, 0.5])
@pytest.mark.parametrize("trials", [5, 40])
def test_the_stated_confidence_is_held(rate: float, trials: int) -> None:
    held = sum(
        comb(trials, k) * rate**k * (1 - rate) ** (trials - k)
        for k in range(trials + 1)
        if interval(k, trials)[0] <= rate <= interval(k, trials)[1]
    )
    assert held >= 0.95


def test_many_trials_are_no_trouble() -> None:
    low, high = interval(50_000, 100_000, 0.999)
    assert (low, high) == pytest.approx((0.4948, 0.5052), abs=5e-5)

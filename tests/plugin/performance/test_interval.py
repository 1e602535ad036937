"""The interval is Student's, and holds the confidence it states on distributions that are known."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import pytest

from pytest_engine_rollout.performance.interval import interval_of, quantile

ROUNDS = 300
TRUE_RATIO = 1.3


@pytest.mark.parametrize(
    ("confidence", "freedom", "expected"),
    [(0.95, 1, 12.706), (0.95, 4, 2.776), (0.95, 30, 2.042), (0.9, 10, 1.812), (0.99, 1e6, 2.576)],
)
def test_quantiles_are_those_of_the_tables(
    confidence: float, freedom: float, expected: float
) -> None:
    assert quantile(confidence, freedom) == pytest.approx(expected, abs=5e-4)


def _normal(source: random.Random) -> float:
    return source.gauss(0, 0.1)


def _skewed(source: random.Random) -> float:
    return math.log1p(source.expovariate(3)) - math.log1p(source.expovariate(3))


def _interrupted(source: random.Random) -> float:
    pause = source.expovariate(1) if source.random() < 0.1 else 0.0
    return source.gauss(0, 0.05) + pause * source.choice((-1, 1))


@pytest.mark.parametrize(("tests", "repetitions"), [(1, 5), (5, 3), (20, 3), (10, 1)])
@pytest.mark.parametrize("noise", [_normal, _skewed, _interrupted])
def test_stated_confidence_is_held(
    noise: Callable[[random.Random], float], tests: int, repetitions: int
) -> None:
    source = random.Random(20260101)
    held = 0
    for _ in range(ROUNDS):
        samples = [
            [math.log(TRUE_RATIO) + noise(source) for _ in range(repetitions)] for _ in range(tests)
        ]
        interval = interval_of(samples, 0.95)
        held += interval.low <= TRUE_RATIO <= interval.high

    # 92.5 % is 2 standard deviations of a share of 300 below the stated 95 %
    assert held / ROUNDS >= 0.925


def test_interval_shrinks_with_repetitions() -> None:
    source = random.Random(7)
    few = interval_of([[_normal(source) for _ in range(5)]], 0.95)
    many = interval_of([[_normal(source) for _ in range(500)]], 0.95)

    assert many.high / many.low < few.high / few.low


def test_tests_that_differ_from_one_another_do_not_widen_it() -> None:
    interval = interval_of([[1.0, 1.0, 1.0], [-1.0, -1.0, -1.0]], 0.95)

    assert (interval.low, interval.ratio, interval.high) == (1.0, 1.0, 1.0)


def test_one_measurement_says_nothing() -> None:
    interval = interval_of([[0.0]], 0.95)

    assert (interval.ratio, interval.low, interval.high) == (1.0, 0.0, math.inf)

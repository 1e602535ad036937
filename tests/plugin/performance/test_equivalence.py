"""The verdict: inside the margin, outside, or inconclusive with what is still needed."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import pytest

from migration_lint.project.tables.performance import PerformanceSettings
from pytest_engine_rollout.performance import Timing, measure, performance_of
from pytest_engine_rollout.results import Measure, SlowCall

SETTINGS = PerformanceSettings()


def durations(ratio: float, spread: float, repetitions: int) -> Sequence[tuple[float, float]]:
    source = random.Random(3)
    return [(1.0, ratio * source.lognormvariate(0, spread)) for _ in range(repetitions)]


@pytest.mark.parametrize(
    ("ratio", "spread", "repetitions", "verdict"),
    [
        pytest.param(1.0, 0.02, 10, "inside", id="same"),
        pytest.param(1.05, 0.02, 10, "inside", id="a-little-slower"),
        pytest.param(1.3, 0.02, 10, "outside", id="slower"),
        pytest.param(0.7, 0.02, 10, "outside", id="faster-is-not-equivalent"),
        pytest.param(1.0, 0.3, 5, "inconclusive", id="noisy"),
        pytest.param(1.1, 0.02, 5, "inconclusive", id="at-the-limit"),
    ],
)
def test_verdict(ratio: float, spread: float, repetitions: int, verdict: str) -> None:
    measured = measure("tests", [durations(ratio, spread, repetitions)], SETTINGS)

    assert measured.verdict == verdict
    assert (measured.needed is None) == (verdict != "inconclusive")


def test_one_measurement_of_each_test_decides_nothing() -> None:
    once = [durations(1.0, 0.001, 1) for _ in range(50)]

    measured = measure("tests", once, SETTINGS)

    assert (measured.verdict, measured.needed) == ("inconclusive", 1)
    assert measured.ratio == pytest.approx(1.0, abs=0.01)
    assert (measured.low, measured.high) == (None, None)


def test_needed_repetitions_decide() -> None:
    few = measure("tests", [durations(1.0, 0.3, 5)], SETTINGS)
    assert few.needed is not None

    enough = measure("tests", [durations(1.0, 0.3, 2 * (5 + few.needed))], SETTINGS)

    assert enough.verdict == "inside"


def test_nothing_measured_is_inconclusive() -> None:
    performance = performance_of([], SETTINGS)

    assert performance.verdict == "inconclusive"
    assert performance.reason == "no pair exercised each engine by itself"
    assert performance.measures == (Measure("tests", "inconclusive", 0),)


@pytest.mark.parametrize(
    ("repeated", "reason"),
    [
        pytest.param(
            durations(1.0, 0.1, 1),
            "each test was measured once: 1 more repetition needed (--engine-repeat)",
            id="1",
        ),
        pytest.param(
            [(1.0, 1.0), (1.0, 1.2), (1.0, 0.95)],
            "the interval crosses the limit: 22 more repetitions needed (--engine-repeat)",
            id="several",
        ),
        pytest.param(
            [(1.0, 1.1), (1.0, 1.1 * 1.1), (1.0, 1.0)],
            "the ratio is too close to the limit to be told from it",
            id="no-number-would-do",
        ),
    ],
)
def test_reason(repeated: Sequence[tuple[float, float]], reason: str) -> None:
    assert performance_of([Timing(repeated)], SETTINGS).reason == reason


def test_calls_decide_over_tests() -> None:
    calls: Mapping[str, Sequence[tuple[float, float]]] = {
        "build_rd_prompt": durations(1.0, 0.01, 9),
        "update_stage": durations(2.0, 0.01, 9),
    }
    slow = SlowCall("test_a", "modular", "build_rd_prompt", 0.7)

    performance = performance_of([Timing(durations(1.0, 0.01, 9), calls)], SETTINGS, [slow])

    assert [(m.name, m.verdict) for m in performance.measures] == [
        ("tests", "inside"),
        ("calls", "outside"),
        ("calls:build_rd_prompt", "inside"),
        ("calls:update_stage", "outside"),
    ]
    assert performance.verdict == "outside"
    assert (performance.pairs, performance.repetitions, performance.slow) == (1, 9, (slow,))


def test_durations_below_the_clock_are_left_out() -> None:
    assert measure("tests", [[(0.0, 1.0), (1.0, 0.0)]], SETTINGS).pairs == 0

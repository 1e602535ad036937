"""A confidence interval for the ratio of durations.

Ratios are taken on the logarithmic scale, where twice as slow and twice as fast are the same
distance apart, so their mean is a geometric mean. Each test is measured several times, control and
candidate next to each other, so what both suffer (another process, a slower clock) cancels out, and
what is left is close to symmetric, which is what Student's interval asks for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from statistics import fmean, variance
from typing import NamedTuple

_STEPS = 64


class Interval(NamedTuple):
    """A ratio with its confidence interval.

    Attributes:
        ratio: The geometric mean of candidate / control.
        low: The lower end; 0 where one measurement is all there is.
        high: The upper end; infinite in the same case.
        error: The standard error of the logarithm of `ratio`.
    """

    ratio: float
    low: float
    high: float
    error: float


def interval_of(samples: Sequence[Sequence[float]], confidence: float) -> Interval:
    """The interval of the mean of several tests.

    The tests are the suite, not a sample of some larger one: only the repetitions vary. With a
    single repetition their spread is unknown; the spread between tests then stands in for it,
    which can only widen the interval.

    Args:
        samples: Per test, the logarithm of candidate / control of each repetition; no sample is
            empty.
        confidence: The share of such intervals that hold the true ratio: 0.95.
    """
    if all(len(sample) == 1 for sample in samples):
        samples = [[sample[0] for sample in samples]]
    repeated = [sample for sample in samples if len(sample) > 1]
    mean = fmean(fmean(sample) for sample in samples)
    if not repeated:
        return Interval(math.exp(mean), 0.0, math.inf, math.inf)
    spreads = [variance(sample) / len(sample) for sample in repeated]
    # a test measured once among repeated ones is taken to spread as the others do
    share = sum(spreads) * len(samples) / len(repeated)
    error = math.sqrt(share) / len(samples)
    half = quantile(confidence, _freedom(repeated, spreads)) * error
    return Interval(math.exp(mean), math.exp(mean - half), math.exp(mean + half), error)


def _freedom(samples: Sequence[Sequence[float]], spreads: Sequence[float]) -> float:
    """Welch's and Satterthwaite's degrees of freedom of a sum of spreads."""
    parts = sum(s * s / (len(sample) - 1) for s, sample in zip(spreads, samples, strict=True))
    return sum(spreads) ** 2 / parts if parts else 1.0


@cache
def quantile(confidence: float, freedom: float) -> float:
    """The t for which Student's distribution holds `confidence` between -t and t."""
    low, high = 0.0, 1.0
    while _held(high, freedom) < confidence:
        high *= 2
    for _ in range(36):
        middle = (low + high) / 2
        low, high = (middle, high) if _held(middle, freedom) < confidence else (low, middle)
    return high


def _held(t: float, freedom: float) -> float:
    """The share of Student's distribution between -t and t.

    With t = sqrt(freedom) * tan(angle) the density is a power of the cosine, so Simpson's rule
    over the angle is exact to many digits.
    """
    width = math.atan(t / math.sqrt(freedom)) / _STEPS
    heights = [math.cos(step * width) ** (freedom - 1) for step in range(_STEPS + 1)]
    area = heights[0] + heights[-1] + 4 * sum(heights[1:-1:2]) + 2 * sum(heights[2:-1:2])
    scale = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)
    share: float = 2 * math.exp(scale) / math.sqrt(math.pi) * area * width / 3
    return share

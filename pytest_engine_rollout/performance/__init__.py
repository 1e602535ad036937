"""Is the candidate as fast as the control? Ratios, their intervals, and what they allow to say."""

from pytest_engine_rollout.performance.equivalence import Timing, measure, performance_of
from pytest_engine_rollout.performance.interval import Interval, interval_of

__all__ = ["Interval", "Timing", "interval_of", "measure", "performance_of"]

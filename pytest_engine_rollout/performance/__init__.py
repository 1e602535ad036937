"""Whether the candidate is as fast as the control: ratios, their intervals, a verdict."""

from pytest_engine_rollout.performance.equivalence import Timing, measure, performance_of

__all__ = ["Timing", "measure", "performance_of"]

"""Is the candidate as fast as the control? Ratios, their intervals, and what they allow to say."""

from pytest_engine_rollout.performance.equivalence import Timing, measure, performance_of

__all__ = ["Timing", "measure", "performance_of"]

"""Compare what the engines did: snapshots, noise and differences."""

from pytest_engine_rollout.comparison.difference import Compared, compare
from pytest_engine_rollout.comparison.naming import Naming
from pytest_engine_rollout.comparison.noise import Noise, learn_noise
from pytest_engine_rollout.comparison.scrub import Scrubbers
from pytest_engine_rollout.comparison.sequence import (
    Divergence,
    first_divergence,
    learn_noisy_words,
    without_noise,
)
from pytest_engine_rollout.comparison.snapshot import Limits, snapshot

__all__ = [
    "Compared",
    "Divergence",
    "Limits",
    "Naming",
    "Noise",
    "Scrubbers",
    "compare",
    "first_divergence",
    "learn_noise",
    "learn_noisy_words",
    "snapshot",
    "without_noise",
]

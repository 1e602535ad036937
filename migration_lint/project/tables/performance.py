"""The table `[tool.engine_rollout.performance]`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from migration_lint.project.checks import mapping_of, number
from migration_lint.project.settings import SettingsTable, setting


class PerformanceSettings(SettingsTable):
    """When the candidate counts as fast as the control."""

    margin: float = setting(
        number(0.001, 0.9), "How far the ratio of durations may be from 1.", 0.1
    )
    confidence: float = setting(number(0.5, 0.999), "The confidence of the ratio's interval.", 0.95)
    slow: Mapping[str, float] = setting(
        mapping_of(number(0, 3_600)),
        "Seconds above which a call is listed, by protocol method.",
        factory=lambda: MappingProxyType({"build_rd_prompt": 0.5}),
    )

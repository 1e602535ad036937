"""The table `[tool.engine_rollout.gate]`."""

from __future__ import annotations

from dataclasses import dataclass

from migration_lint.project.checks import number, text
from migration_lint.project.settings import setting


@dataclass(frozen=True)
class GateSettings:
    """Where the gate finds its evidence and how old that may be."""

    report: str = setting(text, "The dual run's report.", "engine-report.json")
    max_age_hours: float = setting(
        number(0, 24 * 366), "The oldest evidence that counts, in hours.", 24.0, key="max-age-hours"
    )

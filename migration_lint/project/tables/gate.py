"""The table `[tool.engine_rollout.gate]`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from migration_lint.project.checks import (
    boolean,
    day,
    integer,
    list_of,
    mapping_of,
    number,
    pattern,
    text,
)
from migration_lint.project.settings import SettingsTable, setting, tables_of

_ANY = 1e12  # a criterion knows the range of its own threshold; the gate checks it


class Waiver(SettingsTable):
    """Who lets a criterion pass for now, why, and until when; all three are required."""

    owner: str = setting(text, "Who answers for the waiver.", "")
    reason: str = setting(text, "Why the criterion need not hold now.", "")
    expires: date | None = setting(
        day, "The last day on which the waiver holds, such as 2030-01-31.", None
    )


class GateSettings(SettingsTable):
    """Where the gate finds its evidence, how old that may be, and how it is judged."""

    reports: tuple[str, ...] = setting(
        list_of(text), "Reports of dual runs and sabotage runs.", ("engine-report.json",)
    )
    suite: tuple[str, ...] = setting(
        list_of(text),
        "Globs of the test files that a dual run must not leave out.",
        ("test_*.py", "*_test.py"),
    )
    outside_suite: tuple[str, ...] = setting(
        list_of(text), "Globs of test files that it may leave out.", (), key="outside-suite"
    )
    logs: tuple[str, ...] = setting(
        list_of(text),
        "Globs of log files; rotated and compressed (.gz) ones too.",
        ("logs/*.log", "logs/*.log.*"),
    )
    missions: tuple[str, ...] = setting(
        list_of(text),
        "Globs of mission records.",
        (
            *("missions/*.json", "missions/mission_logs/*.json", "missions/*/mission.json"),
            *("state/mission.json",),
        ),
    )
    coverage: str = setting(
        text, "The coverage data of a run under the candidate.", ".coverage.candidate"
    )
    cohort: str = setting(text, "The report of the rollout function audit.", "engine-cohort.json")
    history: str = setting(text, "The file of earlier verdicts.", "engine-gate-history.jsonl")
    documents: tuple[str, ...] = setting(
        list_of(text),
        "Globs of the documentation that phase 4 updates.",
        ("*.md", "*.rst", "docs/**/*.md", "docs/**/*.rst", "*/docs/**/*.md", "*/README.md"),
    )
    historical_documents: tuple[str, ...] = setting(
        list_of(text),
        "Globs of documentation that tells of the past and may name the legacy engine.",
        ("CHANGELOG*", "**/rollout*", "**/migration*"),
        key="historical-documents",
    )
    attribution: Mapping[str, str] = setting(
        mapping_of(pattern),
        "By engine, the pattern of a log record that is this engine's; by default the engine's "
        "name, its controller's class and module.",
        factory=lambda: MappingProxyType({}),
    )
    prompt_method: str = setting(
        text,
        "The protocol method that generates prompts, for `prompt-time`.",
        "build_rd_prompt",
        key="prompt-method",
    )
    max_age_hours: float = setting(
        number(0, 24 * 366), "The oldest evidence that counts, in hours.", 24.0, key="max-age-hours"
    )
    window_days: int = setting(
        integer(1, 366), "How many days of logs and missions count.", 7, key="window-days"
    )
    allow_dirty: bool = setting(
        boolean,
        "Whether evidence of a tree that differs from its commit counts.",
        default=False,
        key="allow-dirty",
    )
    allow_deselected: int = setting(
        integer(0, 10**6),
        "How many tests a run may have deselected and still count; one on each engine is two.",
        0,
        key="allow-deselected",
    )
    dry_run: tuple[str, ...] = setting(
        list_of(text),
        "Criteria that are judged and shown and do not count.",
        (),
        key="dry-run",
    )
    thresholds: Mapping[str, float] = setting(
        mapping_of(number(-_ANY, _ANY)),
        "Figures of criteria, by id, in place of their defaults.",
        factory=lambda: MappingProxyType({}),
    )
    waivers: Mapping[str, Waiver] = setting(
        tables_of(Waiver),
        "Criteria that need not hold for now, by id.",
        factory=lambda: MappingProxyType({}),
    )

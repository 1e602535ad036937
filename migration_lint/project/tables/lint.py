"""The table `[tool.engine_rollout.lint]`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from migration_lint.project.checks import boolean, list_of, mapping_of, one_of, text
from migration_lint.project.settings import SettingsTable, setting


class LintSettings(SettingsTable):
    """What the linter checks, what it lets pass and where its baseline is."""

    select: tuple[str, ...] = setting(list_of(text), "Codes or prefixes to check; empty: all.", ())
    ignore: tuple[str, ...] = setting(list_of(text), "Codes or prefixes not to check.", ())
    per_file_ignores: Mapping[str, tuple[str, ...]] = setting(
        mapping_of(list_of(text)),
        "Codes to ignore, by glob of the file's path.",
        factory=lambda: MappingProxyType({}),
        key="per-file-ignores",
    )
    baseline: str = setting(
        text, "The committed file of known diagnostics.", ".migration-baseline.json"
    )
    fail_on: str = setting(
        one_of("error", "warning", "note"),
        "The lowest severity that makes the exit status 1.",
        "warning",
        key="fail-on",
    )
    require_reason: bool = setting(
        boolean,
        "Whether every suppression must give a reason.",
        default=False,
        key="require-reason",
    )

"""The figures that a dashboard shows beside the criteria: dual run, linter, burn-down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migration_lint.gate.evidence.lint_result import LintResult
    from migration_lint.report import Report
    from migration_lint.report.model import Parity, Totals


@dataclass(frozen=True)
class Overview:
    """What usable evidence says, whole; None and empty where there is none.

    Attributes:
        engines: The dual run's totals by engine.
        parity: Its pairs.
        findings: Diagnostics that are more than a note.
        by_rule: Their number by `CODE name`, the most frequent first.
        burn_down: Their number by week over the git history, drawn as SVG.
    """

    engines: Mapping[str, Totals] = field(default_factory=lambda: MappingProxyType({}))
    parity: Parity | None = None
    findings: int | None = None
    by_rule: tuple[tuple[str, int], ...] = ()
    burn_down: str = ""


def overview_of(report: Report | None, lint: LintResult | None) -> Overview:
    """The overview of what could be read."""
    found = lint.counting() if lint else ()
    rules = Counter(f"{one.code} {one.name}" for one in found)
    return Overview(
        report.engines if report else MappingProxyType({}),
        report.parity if report else None,
        len(found) if lint else None,
        tuple(sorted(rules.items(), key=lambda item: (-item[1], item[0]))),
    )

"""Apply the configuration to the criteria: thresholds, dry runs and waivers, all checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import nan
from pathlib import Path
from typing import Any

from migration_lint.gate.criterion import Criterion
from migration_lint.project import Project
from migration_lint.project.loader import OWN_FILE, configuration_error
from migration_lint.project.settings import Mistake
from migration_lint.project.tables.gate import GateSettings, Waiver

Criteria = Mapping[str, type[Criterion[Any]]]


@dataclass(frozen=True)
class Policy:
    """The gate's settings, known to fit the criteria there are."""

    settings: GateSettings

    def limit(self, criterion: type[Criterion[Any]]) -> float:
        """The value of the criterion's threshold in force; NaN without one."""
        if criterion.threshold is None:
            return nan
        return self.settings.thresholds.get(criterion.id, criterion.threshold.default)

    def is_dry_run(self, criterion: type[Criterion[Any]]) -> bool:
        """Whether the criterion is only judged and shown, and does not block."""
        return criterion.id in self.settings.dry_run

    def waiver(self, criterion: type[Criterion[Any]]) -> Waiver | None:
        """The waiver written for the criterion, expired or not."""
        return self.settings.waivers.get(criterion.id)


def make_policy(project: Project, criteria: Criteria) -> Policy:
    """The policy that the project's configuration asks for.

    Raises:
        ConfigurationError: The configuration names unknown criteria, thresholds out of range, or
            waivers that lack owner, reason or expiry; the message names all of them.
    """
    settings = project.settings.gate
    mistakes = [
        *_unknown(settings, criteria),
        *_thresholds(settings, criteria),
        *_waivers(settings),
    ]
    if mistakes:
        raise configuration_error(project.source or Path(OWN_FILE), mistakes)
    return Policy(settings)


def _unknown(settings: GateSettings, criteria: Criteria) -> Iterator[Mistake]:
    known = "the id of a criterion: " + ", ".join(sorted(criteria))
    for table in ("thresholds", "waivers"):
        for name in getattr(settings, table):
            if name not in criteria:
                yield Mistake(f"gate.{table}.{name}", known)
    for name in settings.dry_run:
        if name not in criteria:
            yield Mistake("gate.dry-run", f'a list of ids of criteria, and "{name}" is none')


def _thresholds(settings: GateSettings, criteria: Criteria) -> Iterator[Mistake]:
    for name, value in settings.thresholds.items():
        if name not in criteria:
            continue
        threshold = criteria[name].threshold
        if threshold is None:
            yield Mistake(f"gate.thresholds.{name}", "left out: the criterion has no threshold")
        elif not threshold.low <= value <= threshold.high:
            must = f"a number from {threshold.low:g} to {threshold.high:g}"
            yield Mistake(f"gate.thresholds.{name}", must)


def _waivers(settings: GateSettings) -> Iterator[Mistake]:
    for name, waiver in settings.waivers.items():
        if not waiver.owner:
            yield Mistake(f"gate.waivers.{name}.owner", "given: who answers for the waiver")
        if not waiver.reason:
            yield Mistake(f"gate.waivers.{name}.reason", "given: why it need not hold")
        if waiver.expires is None:
            yield Mistake(f"gate.waivers.{name}.expires", "given: the last day it holds")

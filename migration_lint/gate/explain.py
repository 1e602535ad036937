"""The page of one criterion: what `--explain` prints."""

from __future__ import annotations

import inspect
from typing import Any

from migration_lint.gate.criterion import Criterion
from migration_lint.project import Settings


def page(criterion: type[Criterion[Any]]) -> str:
    """The criterion's docstring with its phases, the plan's words, its limit and its command."""
    facts = "".join(f"{name + ':':<10} {value}\n" for name, value in facts_of(criterion))
    title = f"{criterion.id}: {criterion.title}"
    body = inspect.cleandoc(criterion.__doc__ or "").strip()
    return f"{title}\n{'=' * len(title)}\n\n{body}\n\n{facts}"


def facts_of(criterion: type[Criterion[Any]]) -> list[tuple[str, str]]:
    """What there is to know of a criterion beside its docstring, by name."""
    threshold = criterion.threshold
    rows = [
        ("phases", ", ".join(map(str, criterion.phases))),
        ("plan", " and ".join(f'"{one}"' for one in criterion.plan(Settings())) or "implied"),
        ("limit", criterion.limit if threshold is None else threshold.shown(threshold.default)),
        ("evidence", criterion.reader.name),
        ("command", criterion.reader.command),
    ]
    if threshold is not None:
        range_ = f"{threshold.low:g} to {threshold.high:g}, default {threshold.default:g}"
        rows.insert(3, ("threshold", f"gate.thresholds.{criterion.id}, {range_}"))
    return rows


def index(criteria: list[type[Criterion[Any]]]) -> str:
    """One line for each criterion: phases, id and title."""
    width = max(len(one.id) for one in criteria)
    return "".join(
        f"{','.join(map(str, one.phases)):<7}  {one.id:<{width}}  {one.title}\n" for one in criteria
    )

"""What to do about each member outside the protocol, and how many findings that would settle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from migration_lint.flow.recording.facts import CALL, CONSTRUCTOR
from migration_lint.surface.table import Row, Table


@dataclass(frozen=True)
class Suggestion:
    """One step, the most worthwhile first.

    Attributes:
        action: `extend` the protocol by the member, or `remove` its uses from callers.
        why: Why that and not the other.
        settles: How many findings are gone when it is done.
        left: How many are left when all steps up to this one are done.
    """

    member: str
    action: Literal["extend", "remove"]
    why: str
    settles: int
    left: int


def suggest(table: Table) -> tuple[Suggestion, ...]:
    """The steps for every member that is used outside the protocol."""
    used = [row for row in table.rows if row.uses and not row.in_protocol]
    # No protocol promises how to make a controller.
    used = [row for row in used if row.member not in (CALL, CONSTRUCTOR) and not _is_free(row)]
    used.sort(key=lambda row: (-len(row.uses), row.member))
    left = sum(len(row.uses) for row in used)
    steps = []
    for row in used:
        action, why = _advice(row)
        settles = row.settled if action == "extend" else len(row.uses)
        left -= settles
        steps.append(Suggestion(row.member, action, why, settles, left))
    return tuple(steps)


def _is_free(row: Row) -> bool:
    """Whether it is a special method that both engines have: syntax may ask for it."""
    return _is_special(row.member) and "-" not in (row.control, row.candidate)


def _is_special(member: str) -> bool:
    return member.startswith("__") and member.endswith("__")


def _advice(row: Row) -> tuple[Literal["extend", "remove"], str]:
    if row.member.startswith("_") and not _is_special(row.member):
        return "remove", "it is private to its engine"
    if "?" in (row.control, row.candidate):
        return "remove", "an engine's source is not in the tree, so nobody can tell that it has it"
    if "-" in (row.control, row.candidate):
        return "remove", row.differences[0]
    if row.differences:
        return "remove", f"the engines differ: {row.differences[0]}"
    return _advice_for_alike(row)


def _advice_for_alike(row: Row) -> tuple[Literal["extend", "remove"], str]:
    writes = len(row.uses) - row.settled
    if not row.settled:
        return "remove", "it is only written or deleted, and the protocol promises reading alone"
    alike = "both engines have it alike"
    return "extend", f"{alike}, without the writing ({writes} of its uses)" if writes else alike

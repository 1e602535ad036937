"""What to do about each member outside the protocol, and how many findings that would settle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from migration_lint.flow.recording.facts import CALL, CONSTRUCTOR
from migration_lint.surface.proposal import Proposal
from migration_lint.surface.table import Row, SurfaceTable

Action: TypeAlias = Literal["extend", "remove"]


@dataclass(frozen=True)
class Suggestion:
    """One step, the most worthwhile first.

    Attributes:
        action: `extend` the protocol by the member, or `remove` its uses from callers.
        why: Why that and not the other.
        entry: What to add to `protocol` in the configuration; None where nothing is to be added.
        settles: How many findings are gone when it is done.
        left: How many are left when all steps up to this one are done.
    """

    member: str
    action: Action
    why: str
    entry: str | None
    settles: int
    left: int


def suggest(table: SurfaceTable) -> tuple[Suggestion, ...]:
    """The steps for every member that is used outside the protocol."""
    used = [row for row in table.rows if row.uses and not row.in_protocol]
    # No protocol promises how to make a controller.
    used = [row for row in used if row.member not in (CALL, CONSTRUCTOR) and not _is_free(row)]
    used.sort(key=lambda row: (-len(row.uses), row.member))
    left = sum(len(row.uses) for row in used)
    steps = []
    for row in used:
        proposal, why = _advice(row)
        settles = _settled(row, proposal) if proposal else len(row.uses)
        left -= settles
        action: Action = "extend" if proposal else "remove"
        entry = proposal.entry if proposal else None
        steps.append(Suggestion(row.member, action, why, entry, settles, left))
    return tuple(steps)


def _is_free(row: Row) -> bool:
    """Whether it is a special method that both engines have: syntax may ask for it."""
    return _is_special(row.member) and "-" not in (row.control, row.candidate)


def _is_special(member: str) -> bool:
    return member.startswith("__") and member.endswith("__")


def _advice(row: Row) -> tuple[Proposal | None, str]:
    """What to add to the protocol, None for nothing, and why."""
    if row.member.startswith("_") and not _is_special(row.member):
        return None, "it is private to its engine"
    if "?" in (row.control, row.candidate):
        return None, "an engine's source is not in the tree, so nobody can tell that it has it"
    if "-" in (row.control, row.candidate):
        return None, row.differences[0]
    proposal = row.proposal
    if proposal is None or proposal.misfits >= len(row.uses):
        return None, f"the engines differ: {row.differences[0]}"
    if not _settled(row, proposal):
        return None, "it is only written or deleted, and the protocol promises reading alone"
    return proposal, "both engines " + "".join(_reasons(row, proposal))


def _settled(row: Row, proposal: Proposal) -> int:
    """How many of its uses the protocol allows with the member in it."""
    return len(row.uses) - proposal.writes - proposal.misfits


def _reasons(row: Row, proposal: Proposal) -> Iterator[str]:
    if not row.differences:
        yield "have it alike"
    else:
        yield "take that" if proposal.entry != row.member else "let it be read"
    if proposal.writes:
        yield f", without the writing ({proposal.writes} of its uses)"
    if proposal.misfits:
        yield f", without the calls that only one of them takes ({proposal.misfits} of its uses)"

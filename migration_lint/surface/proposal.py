"""The protocol entry that a member which both engines have could get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from migration_lint.flow.recording.facts import ControllerCallFact
from migration_lint.flow.surfaces.surface import SurfaceMember
from migration_lint.flow.surfaces.uses import rejection
from migration_lint.surface.common import common
from migration_lint.surface.uses import Use


@dataclass(frozen=True)
class Proposal:
    """A possible entry of the configured `protocol` for a member, and what it would not cover.

    Attributes:
        entry: The member as `protocol` has it: `save(path)`, `mission`.
        writes: How many uses write or delete it; 0 for a method, which tests may replace.
        misfits: How many calls pass arguments that only one of the engines accepts.
    """

    entry: str
    writes: int
    misfits: int


def proposal_of(
    control: SurfaceMember | None,
    candidate: SurfaceMember | None,
    uses: Sequence[Use],
    calls: Sequence[ControllerCallFact],
) -> Proposal | None:
    """The entry for what the two members have in common; None where they have nothing in common."""
    if control is None or candidate is None:
        return None
    if control.signature is None and candidate.signature is None:
        return Proposal(control.name, sum(use.access != "load" for use in uses), 0)
    if control.signature is None or candidate.signature is None:
        return None
    signature = common(control.signature, candidate.signature)
    if signature is None:
        return None
    misfits = sum(rejection(call, signature) is not None for call in calls)
    return Proposal(control.name + signature.text, 0, misfits)

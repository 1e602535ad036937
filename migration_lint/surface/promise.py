"""What a protocol can promise of a member that both engines have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from migration_lint.flow.recording.facts import ControllerCallFact
from migration_lint.flow.surfaces.surface import SurfaceMember
from migration_lint.flow.surfaces.uses import rejection
from migration_lint.surface.common import common
from migration_lint.surface.uses import Use


@dataclass(frozen=True)
class Promise:
    """What the configuration may say of a member, and what that leaves out.

    Attributes:
        entry: The member as `protocol` has it: `save(path)`, `mission`.
        writes: How many uses are no reading; a method may be replaced, as tests do.
        misfits: How many calls give what only one of the engines takes.
    """

    entry: str
    writes: int
    misfits: int


def promise_of(
    control: SurfaceMember | None,
    candidate: SurfaceMember | None,
    uses: Sequence[Use],
    calls: Sequence[ControllerCallFact],
) -> Promise | None:
    """What both engines have in common; None where that is nothing."""
    if control is None or candidate is None:
        return None
    if control.signature is None and candidate.signature is None:
        return Promise(control.name, sum(use.access != "load" for use in uses), 0)
    if control.signature is None or candidate.signature is None:
        return None
    signature = common(control.signature, candidate.signature)
    if signature is None:
        return None
    misfits = sum(rejection(call, signature) is not None for call in calls)
    return Promise(control.name + signature.text, 0, misfits)

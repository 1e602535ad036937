"""What the criteria about failed missions have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from migration_lint.gate.criterion import Case
from migration_lint.gate.evidence.mission_records import Mission
from migration_lint.gate.judgement import Judgement, inconclusive, passed
from migration_lint.gate.words import count


def causes(missions: Iterable[Mission]) -> tuple[str, ...]:
    """Why missions did not complete, and where that is said."""
    return tuple(f"{one.id}: {one.cause} ({one.source})" for one in missions)


def passed_if_enough(
    measured: str, ended: Sequence[Mission], nameless: Sequence[Mission], case: Case
) -> Judgement:
    """Passed where no mission of the candidate failed, if that can be known.

    Args:
        measured: What was counted, in words.
        ended: The missions of the candidate.
        nameless: Those that failed and do not name their engine.
        case: Says how many missions of the candidate are enough.
    """
    if nameless:
        more = f"the engine in the records of {count(len(nameless), 'failed mission')}"
        return inconclusive(measured, *causes(nameless), more=more)
    missing = int(case.limit) - len(ended)
    if missing > 0:
        return inconclusive(measured, more=f"{count(missing, 'more mission')} on the candidate")
    return passed(measured)

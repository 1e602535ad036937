"""No rollback for a week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from migration_lint.gate.criterion import Case, Criterion, Threshold
from migration_lint.gate.evidence.verdict_history import HistoryReader, VerdictHistory
from migration_lint.gate.history import PastVerdict
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count

_GAP = timedelta(days=2)  # between verdicts; a rollback could hide in a longer one


class NoRollback(Criterion[VerdictHistory]):
    """For the days asked, the recorded verdicts show no rollback, without a gap of over two days.

    A rollback is a verdict of a lower phase than the one before it, or one that found a rollback
    forced in code, configuration or missions.
    """

    id = "no-rollback"
    title = "no rollback was needed for a week"
    phases = (4,)
    sentences = ("No rollbacks needed for 1 week",)
    reader = HistoryReader
    threshold = Threshold(7, 1, 365, "none for {} days")

    def judge(self, evidence: VerdictHistory, case: Case) -> Judgement:
        """Look for rollbacks and gaps in the days before now."""
        start = evidence.now - timedelta(days=case.limit)
        recent = [(time, past) for time, past in evidence.verdicts if time >= start]
        rollbacks = _rollbacks(evidence.verdicts, start)
        watched = evidence.now - _watched_since(evidence)
        days = min(watched / timedelta(days=1), case.limit)
        measured = (
            f"{count(len(rollbacks), 'rollback')} in {len(recent)} verdicts, "
            f"watched for {days:.1f} of {case.limit:g} days"
        )
        if rollbacks:
            return failed(measured, *rollbacks, remedy="wait until a week has passed since")
        if days < case.limit:
            more = f"{case.limit - days:.1f} days of verdicts, one at least every 2 days"
            return inconclusive(measured, more=more)
        return passed(measured)


def _rollbacks(verdicts: Sequence[tuple[datetime, PastVerdict]], start: datetime) -> list[str]:
    found = []
    for position, (time, past) in enumerate(verdicts):
        if time < start:
            continue
        before = verdicts[position - 1][1].phase if position else past.phase
        day = time.date().isoformat()
        if past.phase < before:
            found.append(f"{day}: phase {before} became phase {past.phase}")
        found += [f"{day}: {criterion} failed" for criterion in past.forced]
    return found


def _watched_since(evidence: VerdictHistory) -> datetime:
    """Since when there was never a gap; now, where the last verdict is too long ago."""
    since = evidence.now
    for time, _ in reversed(evidence.verdicts):
        if since - time > _GAP:
            break
        since = time
    return since

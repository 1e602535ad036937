"""No ERROR in the tests that only the candidate logs."""

from __future__ import annotations

from collections import Counter

from migration_lint.gate.criterion import Case, Criterion, Threshold
from migration_lint.gate.evidence.dual_run import DualRun
from migration_lint.gate.evidence.seen import errors_of
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count, listed
from migration_lint.report import Report


class NoTestErrors(Criterion[Report]):
    """In no test does the candidate log an ERROR more often than the control does.

    An error that a test provokes on purpose is logged on both engines, and is no difference.
    """

    id = "no-test-errors"
    title = "the candidate logs no ERROR in tests that the control does not"
    phases = (1, 2, 3, 4)
    sentences = ("Error rate | Logs | Any ERROR logs",)
    reader = DualRun
    threshold = Threshold(0, 0, 1_000_000, "at most {} more than the control")

    def judge(self, evidence: Report, case: Case) -> Judgement:
        """Compare the errors of each test by number, since their texts may well differ."""
        settings = case.project.settings
        extra: Counter[str] = Counter()
        examples = {}
        watched = 0
        for test in evidence.tests:
            control = test.engines.get(settings.control)
            candidate = test.engines.get(settings.candidate)
            if control is None or candidate is None or not candidate.exercised:
                continue
            watched += 1
            errors = errors_of(candidate)
            more = len(errors) - len(errors_of(control))
            if more > 0:
                extra[test.id], examples[test.id] = more, errors[-1]
        measured = f"{count(sum(extra.values()), 'ERROR')} more in {count(watched, 'test')}"
        if sum(extra.values()) > case.limit:
            shown = listed(f"{test}: {more} more: {examples[test]}" for test, more in extra.items())
            return failed(measured, *shown, remedy="mend what the candidate logs as an error")
        if not watched:
            return inconclusive(measured, more="tests that exercise the candidate")
        return passed(measured)

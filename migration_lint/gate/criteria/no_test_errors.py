"""No ERROR in the tests that only the candidate logs."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion, Threshold
from migration_lint.gate.evidence.dual_run import DualRun
from migration_lint.gate.evidence.seen import compared, errors_of
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count
from migration_lint.report import Report, Test

_NOBODY = "tests that exercise the candidate"


class NoTestErrors(Criterion[Report]):
    """In no test does the candidate log an ERROR more often than the control does.

    An error that a test provokes on purpose is logged on both engines, and is no difference. In a
    test that never ran the control, nobody can tell.
    """

    id = "no-test-errors"
    title = "the candidate logs no ERROR in tests that the control does not"
    phases = (1, 2, 3, 4)
    sentences = ("Error rate | Logs | Any ERROR logs",)
    reader = DualRun
    threshold = Threshold(0, 0, 1_000_000, "at most {} more than the control")

    def judge(self, evidence: Report, case: Case) -> Judgement:
        """Compare the errors of each test by number, since their texts may well differ."""
        control, candidate = case.project.settings.control, case.project.settings.candidate
        ran = [test for test in evidence.tests if _ran(test, candidate)]
        pairs = {test.id: one for test, one, _ in compared(evidence, control, candidate)}
        extra: list[str] = []
        alone: list[str] = []
        for test in ran:
            errors = errors_of(test.engines[candidate])
            provoked = len(errors_of(pairs[test.id])) if test.id in pairs else 0
            found = extra if test.id in pairs else alone
            found += [f"{test.id}: {error}" for error in errors[provoked:]]
        measured = f"{count(len(extra), 'ERROR')} more in {count(len(pairs), 'pair')}"
        measured += (
            f", {len(alone)} in {count(len(ran) - len(pairs), 'test')} of the candidate alone"
        )
        if len(extra) > case.limit:
            return failed(measured, *extra, remedy="mend what the candidate logs")
        if alone or not ran:
            more = "these tests on the control too: does it log the same?"
            return inconclusive(measured, *alone, more=more if alone else _NOBODY)
        return passed(measured)


def _ran(test: Test, engine: str) -> bool:
    return engine in test.engines and test.engines[engine].exercised is True

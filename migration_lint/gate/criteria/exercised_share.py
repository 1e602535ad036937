"""How much of the parity is proven."""

from __future__ import annotations

from migration_lint.gate.criterion import Case, Criterion, Threshold
from migration_lint.gate.evidence.dual_run import DualRun
from migration_lint.gate.evidence.seen import is_its_own
from migration_lint.gate.judgement import Judgement, failed, inconclusive, passed
from migration_lint.gate.words import count, percent
from migration_lint.report import Report, Test

_PASSING = frozenset({"passed", "xpassed"})


class ExercisedShare(Criterion[Report]):
    """Enough of the pairs that passed on both engines ran one engine and then the other.

    A pair that ran neither is parity between the test and itself; one that ran the same engine both
    times, or both engines each time, compares nothing either. Below one half, most of what looks
    like parity is that, hence the default.
    """

    id = "exercised-share"
    title = "parity comes from tests that ran one engine and then the other"
    phases = (1, 2, 3)
    sentences = ("No regression in functionality",)
    reader = DualRun
    threshold = Threshold(0.5, 0.0, 1.0, "at least {} %", factor=100)

    def judge(self, evidence: Report, case: Case) -> Judgement:
        """Compare the share of proven parity with the limit."""
        engines = (case.project.settings.control, case.project.settings.candidate)
        matched = [test for test in evidence.tests if _passed_on(test, engines)]
        if not matched:
            return inconclusive(
                "no test passed on both engines", more="at least one test that passes on both"
            )
        watched = [test for test in matched if _is_watched(test, engines)]
        if not watched:
            return inconclusive(
                f"{count(len(matched), 'pair')} matched, none was watched",
                more="a controller of each engine in the configuration, and evidence in the run",
            )
        proven = sum(all(is_its_own(test.engines[one]) for one in engines) for test in watched)
        both = sum(all(test.engines[one].exercised for one in engines) for test in watched)
        share = proven / len(matched)
        measured = (
            f"{proven} of {count(len(matched), 'matched pair')} ran each engine by itself "
            f"({percent(share)}), {both} ran both"
        )
        details = tuple(f"{name}: {_alone(watched, name)} pairs ran it" for name in engines)
        if share < case.limit:
            remedy = "write tests that take the engine from the `engine` fixture or the entry"
            return failed(measured, *details, remedy=remedy)
        return passed(measured, *details)


def _passed_on(test: Test, engines: tuple[str, ...]) -> bool:
    return all(one in test.engines and test.engines[one].outcome in _PASSING for one in engines)


def _is_watched(test: Test, engines: tuple[str, ...]) -> bool:
    return all(test.engines[one].exercised is not None for one in engines)


def _alone(tests: list[Test], engine: str) -> int:
    return sum(test.engines[engine].exercised is True for test in tests)

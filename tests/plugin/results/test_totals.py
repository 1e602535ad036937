"""The figures of a run."""

from __future__ import annotations

from pytest_engine_rollout.results import Totals, totals_of
from tests.plugin.reports.builders import half, run
from tests.plugin.reports.samples import full_run


def test_totals_of_each_engine() -> None:
    assert full_run().totals["legacy"] == Totals(
        tests=9,
        passed=7,
        failed=2,
        errors=0,
        skipped=0,
        xfailed=0,
        xpassed=0,
        exercised=7,
        unseen=0,
        vacuous=2,
        pinned=1,
        vacuous_pinned=1,
        time=2.25,
    )


def test_every_outcome_is_counted_once() -> None:
    halves = [half("legacy", o) for o in ("passed", "failed", "error", "skipped", "xfailed")]
    totals = totals_of([*halves, half("legacy", "xpassed")])
    assert (
        totals._asdict()
        | {
            "passed": 1,
            "failed": 1,
            "errors": 1,
            "skipped": 1,
            "xfailed": 1,
            "xpassed": 1,
            "tests": 6,
        }
        == totals._asdict()
    )


def test_a_skipped_test_is_not_in_the_pass_rate() -> None:
    totals = totals_of([half("legacy"), half("legacy", "failed"), half("legacy", "skipped")])
    assert totals.pass_rate == 0.5


def test_no_pass_rate_and_no_share_without_tests() -> None:
    totals = totals_of([])
    assert (totals.pass_rate, totals.exercised_share) == (None, None)


def test_nothing_is_claimed_without_evidence() -> None:
    totals = totals_of([half("legacy", exercised=None)])
    assert (totals.exercised, totals.exercised_share, totals.vacuous) == (None, None, None)


def test_parity_counts_each_verdict_and_what_is_proven() -> None:
    assert full_run().parity._asdict() == {
        "pairs": 9,
        "matched": 3,
        "matched_exercised": 1,
        "regressions": 2,
        "improvements": 1,
        "shared_failures": 1,
        "one_sided": 2,
        "known": 1,
    }


def test_an_engine_that_was_asked_for_has_totals_even_if_nothing_ran_on_it() -> None:
    assert run(asked=("legacy", "modular", "third")).totals["third"].tests == 0

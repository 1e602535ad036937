"""From phases to one result."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from pytest_engine_rollout.results.fold import Phase, Selected, When, fold, pair_up, phase_like

ITEM = Selected("t.py::test_a[legacy]", "t.py::test_a", "legacy", "t.py", 1)
Reported = Literal["passed", "failed", "skipped", "rerun"]


def phase(when: When, outcome: Reported = "passed", **more: Any) -> Phase:
    return Phase(ITEM.id, when, outcome, **{"duration": 1.0, **more})


SETUP, CALL, TEARDOWN = phase("setup"), phase("call"), phase("teardown")
SUBTEST = {"subtest": True}

OUTCOMES = (
    ("passed", [SETUP, CALL, TEARDOWN], "passed"),
    ("failed", [SETUP, phase("call", "failed"), TEARDOWN], "failed"),
    ("setup-error", [phase("setup", "failed"), TEARDOWN], "error"),
    ("setup-skip", [phase("setup", "skipped"), TEARDOWN], "skipped"),
    ("teardown-error", [SETUP, CALL, phase("teardown", "failed")], "error"),
    (
        "skip-and-teardown-error",
        [SETUP, phase("call", "skipped"), phase("teardown", "failed")],
        "error",
    ),
    ("xfail", [SETUP, phase("call", "skipped", expected_failure=True), TEARDOWN], "xfailed"),
    ("xpass", [SETUP, phase("call", expected_failure=True), TEARDOWN], "xpassed"),
    ("xfail-in-setup", [phase("setup", "skipped", expected_failure=True), TEARDOWN], "xfailed"),
    ("lost", [SETUP, phase("lost", "failed")], "error"),
    ("lost-before-setup", [phase("lost", "failed")], "error"),
    ("subtest-fails", [SETUP, phase("call", "failed", **SUBTEST), CALL, TEARDOWN], "failed"),
    ("subtest-skips", [SETUP, phase("call", "skipped", **SUBTEST), CALL, TEARDOWN], "passed"),
    (
        "subtest-xfails",
        [SETUP, phase("call", "skipped", expected_failure=True, **SUBTEST), CALL, TEARDOWN],
        "passed",
    ),
    ("rerun-passes", [SETUP, phase("call", "rerun"), SETUP, CALL, TEARDOWN], "passed"),
    (
        "rerun-torn-down",
        [SETUP, phase("call", "rerun"), TEARDOWN, SETUP, CALL, TEARDOWN],
        "passed",
    ),
    (
        "rerun-fails",
        [SETUP, phase("call", "rerun"), SETUP, phase("call", "failed"), TEARDOWN],
        "failed",
    ),
    ("repeated", [SETUP, phase("call", "failed"), TEARDOWN, SETUP, CALL, TEARDOWN], "failed"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("phases", "outcome"), [pytest.param(*row[1:], id=row[0]) for row in OUTCOMES]
)
def test_outcome(phases: list[Phase], outcome: str) -> None:
    result = fold(ITEM, phases)
    assert result is not None
    assert result.outcome == outcome


UNFINISHED: tuple[tuple[str, list[Phase]], ...] = (
    ("nothing", []),
    ("setup", [SETUP]),
    ("call", [SETUP, CALL]),
    ("rerun", [SETUP, phase("call", "rerun")]),
    ("rerun-torn-down", [SETUP, phase("call", "rerun"), TEARDOWN]),
    ("second-attempt", [SETUP, phase("call", "rerun"), SETUP]),
)


@pytest.mark.parametrize("phases", [pytest.param(row[1], id=row[0]) for row in UNFINISHED])
def test_what_never_came_to_its_end_has_no_result(phases: list[Phase]) -> None:
    assert fold(ITEM, phases) is None


def test_reruns_are_counted_and_not_timed_and_subtests_are_timed_once() -> None:
    again = [SETUP, phase("call", "rerun")]
    result = fold(ITEM, [*again, *again, SETUP, phase("call", "passed", **SUBTEST), CALL, TEARDOWN])
    assert result is not None
    assert (result.reruns, result.duration) == (2, 3.0)


def test_the_worst_phase_says_why() -> None:
    failed = phase("call", "failed", message="call", details="call...")
    error = phase("teardown", "failed", message="teardown", details="teardown...")
    result = fold(ITEM, [SETUP, failed, error])
    assert result is not None
    assert (result.message, result.details) == ("teardown", "teardown...")


EXERCISED = (
    ("no-evidence", [None, None, None], None),
    ("call", [None, True, None], True),
    ("not", [None, False, None], False),
    ("in-one-of-two", [None, False, True], True),
)


@pytest.mark.parametrize(
    ("known", "exercised"), [pytest.param(*row[1:], id=row[0]) for row in EXERCISED]
)
def test_exercised(known: list[bool | None], exercised: bool | None) -> None:
    whens: tuple[When, ...] = ("setup", "call", "teardown")
    phases = [phase(when, exercised=one) for when, one in zip(whens, known, strict=True)]
    result = fold(ITEM, phases)
    assert result is not None
    assert result.exercised is exercised


def test_another_engine_seen_in_any_phase_is_the_one_observed() -> None:
    result = fold(
        ITEM,
        [phase("setup", observed="legacy"), phase("call", observed="modular"), TEARDOWN],
    )
    assert result is not None
    assert result.observed == "modular"


def test_evidence_of_all_phases_is_kept() -> None:
    result = fold(
        ITEM, [phase("setup", evidence={"a": 1}), phase("call", evidence={"b": 2}), TEARDOWN]
    )
    assert result is not None
    assert result.evidence == {"a": 1, "b": 2}


def test_pairs_are_in_the_order_of_their_ids_with_missing_halves_absent() -> None:
    items = [
        Selected(f"t.py::{name}[{engine}]", f"t.py::{name}", engine, "t.py")
        for name in ("test_b", "test_a")
        for engine in ("legacy", "modular")
    ]
    done = fold(ITEM, [SETUP, CALL, TEARDOWN])
    assert done is not None
    pairs = pair_up(items, {ITEM.id: done}, "legacy", "modular")
    assert [(pair.id, list(pair.engines), pair.verdict) for pair in pairs] == [
        ("t.py::test_a", ["legacy"], "one-sided"),
        ("t.py::test_b", [], "one-sided"),
    ]


@pytest.mark.parametrize("worse", ["legacy", "modular"])
def test_a_difference_by_an_expected_failure_is_known(worse: str) -> None:
    items = [
        Selected(f"t.py::test_a[{it}]", "t.py::test_a", it, "t.py") for it in ("legacy", "modular")
    ]
    expected = phase("call", "skipped", expected_failure=True)
    results = {}
    for item in items:
        done = fold(item, [SETUP, expected if item.engine == worse else CALL, TEARDOWN])
        assert done is not None
        results[item.id] = done
    (pair,) = pair_up(items, results, "legacy", "modular")
    assert (pair.verdict, pair.known) == (
        "regression" if worse == "modular" else "improvement",
        True,
    )


@pytest.mark.parametrize(
    "more",
    [
        pytest.param([SETUP, CALL, TEARDOWN], id="passes-again"),
        pytest.param([SETUP, phase("call", "failed"), TEARDOWN], id="fails"),
        pytest.param([SETUP, phase("call", "rerun"), SETUP, CALL, TEARDOWN], id="rerun"),
    ],
)
def test_what_a_pass_came_to_stands_for_its_phases(more: list[Phase]) -> None:
    said: dict[str, Any] = {"observed": "modular", "exercised": False, "pinned": ("modular",)}
    call = phase("call", **said, evidence={"logs": {"logged": []}})
    passed = [SETUP, call, phase("call", "skipped", subtest=True, duration=5.0), TEARDOWN]
    settled = fold(ITEM, passed)
    assert settled is not None
    assert fold(ITEM, [phase_like(settled), *more]) == fold(ITEM, [*passed, *more])

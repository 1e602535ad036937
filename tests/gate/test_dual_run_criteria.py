"""Criteria that the dual run's report decides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.gate.builders import half, judge, pair, request, shown, write_report

STILL = half(exercised=False)
PINNED = {"pinned": ["modular"]}
GAP = half("xfailed", message="notyet: no archive")
NEVER = half("xfailed", message="never: by design")
LOUD = half(evidence={"logs": {"logged": [{"message": "provoked"}, {"message": "disk is full"}]}})
QUIET = half(evidence={"logs": {"logged": [{"message": "provoked"}]}})


def events(*names: str, exercised: bool = True) -> Any:
    made = [dict(zip(("stage", "event"), name.split("/"), strict=True)) for name in names]
    return half(evidence={"events": {"emitted": made}}, exercised=exercised)


def calls(*durations: float) -> Any:
    prompt = {"engine": "modular", "method": "build_rd_prompt"}
    other = [{"engine": "modular", "method": "update_stage", "duration": 9.0}]
    other += [{"engine": "legacy", "method": "build_rd_prompt", "duration": 9.0}]
    made = [{**prompt, "duration": one} for one in durations]
    return half(evidence={"calls": {"made": [*made, *other]}})


def rehearsal(outcome: str, *ways: str, **more: Any) -> Any:
    made = [dict(zip(("from", "to"), way.split(">"), strict=True)) for way in ways]
    return half(
        outcome, evidence={"rehearsals": {"rehearsed": made}}, **{"pinned": ["modular"]} | more
    )


def sabotage(**noticed: list[str]) -> Any:
    return [
        {
            "engine": name.partition("_")[0],
            "method": name.partition("_")[2],
            "tests": ["t.py::a"],
            "noticed": n,
        }
        for name, n in noticed.items()
    ]


METHODS = ("update_stage", "build_rd_prompt", "process_response")
ALL = {f"{e}_{m}": ["t.py::a"] for e in ("legacy", "modular") for m in METHODS}


@pytest.mark.parametrize(
    ("criterion", "phase", "tests", "more", "expected"),
    [
        pytest.param(
            "no-regression",
            1,
            [pair("a"), pair("b", candidate="failed")],
            {},
            ("fail", "1 regression in 2 pairs"),
            id="regression",
        ),
        pytest.param(
            "no-regression", 1, [pair("a")], {}, ("pass", "0 regressions in 1 pair"), id="none"
        ),
        pytest.param(
            "no-regression", 1, [], {}, ("inconclusive", "the run holds no test"), id="no test"
        ),
        pytest.param(
            "no-regression",
            1,
            [pair("a", candidate=GAP, known=True)],
            {},
            ("pass", "0 regressions in 1 pair, 1 declared gap"),
            id="declared gap",
        ),
        pytest.param(
            "no-regression",
            3,
            [pair("a", candidate=GAP, known=True)],
            {},
            ("fail", "1 regression in 1 pair"),
            id="declared gap in phase 3",
        ),
        pytest.param(
            "no-regression",
            3,
            [pair("a", candidate=NEVER, known=True)],
            {},
            ("pass", "0 regressions in 1 pair, 1 declared gap"),
            id="gap by design in phase 3",
        ),
        pytest.param(
            "candidate-pass-rate",
            1,
            [pair(str(n)) for n in range(18)]
            + [pair("x", "failed", "error"), pair("s", "skipped", "skipped")],
            {},
            ("fail", "18 of 19 passed (94.7 %), 18 of them exercised it"),
            id="pass rate below",
        ),
        pytest.param(
            "candidate-pass-rate",
            1,
            [pair("a", candidate=STILL)],
            {},
            ("pass", "1 of 1 passed (100 %), 0 of them exercised it"),
            id="pass rate with its exercised count",
        ),
        pytest.param(
            "candidate-pass-rate",
            1,
            [pair("a", "skipped", "skipped")],
            {},
            ("inconclusive", "no test ran on the candidate"),
            id="all skipped",
        ),
        pytest.param(
            "pairs-complete",
            1,
            [pair("a"), pair("b", candidate=None), pair("c", candidate="skipped")],
            {},
            ("fail", "2 of 3 pairs one-sided"),
            id="one-sided",
        ),
        pytest.param(
            "exercised-share",
            1,
            [pair("a"), pair("b", STILL), pair("c", STILL, STILL)],
            {},
            ("fail", "1 of 3 matched pairs ran each engine by itself (33.3 %), 1 ran both"),
            id="share below",
        ),
        pytest.param(
            "exercised-share",
            1,
            [pair("a"), pair("b", STILL)],
            {},
            ("pass", "1 of 2 matched pairs ran each engine by itself (50 %), 1 ran both"),
            id="share reached",
        ),
        pytest.param(
            "exercised-share",
            1,
            [pair("a", half() | PINNED)],
            {},
            ("fail", "0 of 1 matched pair ran each engine by itself (0 %), 1 ran both"),
            id="both engines each time",
        ),
        pytest.param(
            "exercised-share",
            1,
            [pair("a", half(exercised=None), half(exercised=None))],
            {},
            ("inconclusive", "1 pair matched, none was watched"),
            id="not watched",
        ),
        pytest.param(
            "engine-observed",
            1,
            [pair("a", half(observed="legacy"), half(observed="legacy"))],
            {},
            ("fail", "1 of 2 results came from another engine"),
            id="silent fallback",
        ),
        pytest.param(
            "engine-observed",
            1,
            [pair("a")],
            {},
            ("inconclusive", "in no test was it seen which engine answered"),
            id="nobody saw",
        ),
        pytest.param(
            "sabotage-sensitivity",
            1,
            [pair("a")],
            {"sabotage": sabotage(**ALL)},
            ("pass", "100 % of 6 methods noticed"),
            id="every method noticed",
        ),
        pytest.param(
            "sabotage-sensitivity",
            1,
            [pair("a")],
            {"sabotage": sabotage(**ALL | {"legacy_update_stage": []})},
            ("fail", "83.3 % of 6 methods noticed"),
            id="a method that nobody notices",
        ),
        pytest.param(
            "sabotage-sensitivity",
            1,
            [pair("a")],
            {"sabotage": sabotage(legacy_update_stage=["t.py::a"])},
            ("inconclusive", "16.7 % of 6 methods noticed"),
            id="methods not tried",
        ),
        pytest.param(
            "integrations-fire",
            1,
            [pair("a", events("PLANNING/started", "PLANNING/ended"), events("PLANNING/started"))],
            {},
            ("fail", "1 event missing of 2 that the control emitted"),
            id="event lost",
        ),
        pytest.param(
            "integrations-fire",
            1,
            [pair("a", events("PLANNING/started"), events("PLANNING/extra", "PLANNING/started"))],
            {},
            ("pass", "0 events missing of 1 that the control emitted"),
            id="extra event",
        ),
        pytest.param(
            "integrations-fire",
            1,
            [pair("a", events("PLANNING/started"), events(exercised=False))],
            {},
            ("inconclusive", "0 events missing of 0 that the control emitted"),
            id="candidate not exercised",
        ),
        pytest.param(
            "stage-events",
            2,
            [pair("a", events("PLANNING/started", "TESTING/started"), events("PLANNING/started"))],
            {},
            ("fail", "1 of 2 stages missing events"),
            id="stage without event",
        ),
        pytest.param(
            "stage-events",
            2,
            [
                pair("a", events("PLANNING/started"), events()),
                pair("b", events(), events("PLANNING/started")),
            ],
            {},
            ("pass", "0 of 1 stage missing events"),
            id="events of the whole run",
        ),
        pytest.param(
            "stage-events",
            2,
            [pair("a")],
            {},
            ("inconclusive", "the control emitted no event"),
            id="no event",
        ),
        pytest.param(
            "events-correct",
            3,
            [pair("a", events("A/x", "B/x"), events("B/x", "A/x"))],
            {},
            ("fail", "1 of 1 test with events differ"),
            id="events reordered",
        ),
        pytest.param(
            "events-correct",
            3,
            [pair("a", events("A/x"), events("A/x")), pair("b")],
            {},
            ("pass", "0 of 1 test with events differ"),
            id="events equal",
        ),
        pytest.param(
            "events-correct",
            3,
            [pair("a")],
            {},
            ("inconclusive", "0 of 0 tests with events differ"),
            id="no events to compare",
        ),
        pytest.param(
            "prompt-time",
            1,
            [pair("a", candidate=calls(*[0.1] * 19, 0.7))],
            {},
            (
                "pass",
                "100.0 ms for 95 % of 20 calls of build_rd_prompt, slowest 700.0 ms",
            ),
            id="one slow call in twenty",
        ),
        pytest.param(
            "prompt-time",
            1,
            [pair("a", candidate=calls(*[0.1] * 18, 0.6, 0.7))],
            {},
            (
                "fail",
                "600.0 ms for 95 % of 20 calls of build_rd_prompt, slowest 700.0 ms",
            ),
            id="slow prompts",
        ),
        pytest.param(
            "prompt-time",
            1,
            [pair("a", candidate=calls(0.1))],
            {},
            (
                "inconclusive",
                "100.0 ms for 95 % of 1 call of build_rd_prompt, slowest 100.0 ms",
            ),
            id="too few calls",
        ),
        pytest.param(
            "prompt-time",
            1,
            [pair("a", control=calls(9.0))],
            {},
            ("inconclusive", "no call of build_rd_prompt was timed"),
            id="the control's prompts do not count",
        ),
        pytest.param(
            "rollback-rehearsed",
            2,
            [
                pair("a", rehearsal("passed", "legacy>modular")),
                pair("b", rehearsal("passed", "modular>legacy")),
            ],
            {},
            ("pass", "1 hand-over legacy to modular, 1 hand-over modular to legacy"),
            id="rehearsed both ways",
        ),
        pytest.param(
            "rollback-rehearsed",
            2,
            [pair("a", rehearsal("passed", "legacy>modular", "legacy>modular"))],
            {},
            ("inconclusive", "2 hand-overs legacy to modular, 0 hand-overs modular to legacy"),
            id="rehearsed one way",
        ),
        pytest.param(
            "rollback-rehearsed",
            2,
            [
                pair("a", rehearsal("passed", "legacy>modular", pinned=[])),
                pair("b", rehearsal("passed", "modular>legacy", exercised=False)),
                pair("c", rehearsal("passed", "modular>legacy", exercised=None)),
            ],
            {},
            ("inconclusive", "0 hand-overs legacy to modular, 0 hand-overs modular to legacy"),
            id="rehearsed without the engines",
        ),
        pytest.param(
            "rollback-rehearsed",
            2,
            [
                pair("a", rehearsal("passed", "legacy>modular", "modular>legacy")),
                pair("b", rehearsal("failed", "modular>legacy"), "failed"),
            ],
            {},
            ("fail", "1 hand-over legacy to modular, 1 hand-over modular to legacy"),
            id="a rehearsal failed",
        ),
        pytest.param(
            "no-test-errors",
            1,
            [pair("a", QUIET, LOUD)],
            {},
            ("fail", "1 ERROR more in 1 pair, 0 in 0 tests of the candidate alone"),
            id="error of the candidate",
        ),
        pytest.param(
            "no-test-errors",
            1,
            [pair("a", LOUD, QUIET)],
            {},
            ("pass", "0 ERRORs more in 1 pair, 0 in 0 tests of the candidate alone"),
            id="error of the control",
        ),
        pytest.param(
            "no-test-errors",
            1,
            [pair("a", candidate=STILL)],
            {},
            ("inconclusive", "0 ERRORs more in 0 pairs, 0 in 0 tests of the candidate alone"),
            id="candidate never ran",
        ),
        pytest.param(
            "no-test-errors",
            1,
            [pair("a", LOUD | PINNED, LOUD)],
            {},
            ("inconclusive", "0 ERRORs more in 0 pairs, 2 in 1 test of the candidate alone"),
            id="error in a test that never ran the control alone",
        ),
        pytest.param(
            "no-test-errors",
            1,
            [pair("a", STILL)],
            {},
            ("pass", "0 ERRORs more in 0 pairs, 0 in 1 test of the candidate alone"),
            id="no error of the candidate",
        ),
        *(
            pytest.param(
                criterion,
                3,
                [pair("a", events("PLANNING/started") | PINNED, events("PLANNING/started"))],
                {},
                ("inconclusive", measured),
                id=f"{criterion} of a pinned test",
            )
            for criterion, measured in {
                "integrations-fire": "0 events missing of 0 that the control emitted",
                "stage-events": "the control emitted no event",
                "events-correct": "0 of 0 tests with events differ",
            }.items()
        ),
    ],
)
def test_dual_run_criteria(
    tmp_path: Path, criterion: str, phase: int, tests: Any, more: Any, expected: tuple[str, str]
) -> None:
    write_report(tmp_path, tests, **more)
    assert shown(judge(criterion, request(tmp_path, phase))) == expected


def totals(matched: int, mismatched: int, ignored: int) -> Any:
    counts = {"matched": matched, "mismatched": mismatched, "ignored": ignored, "scrubbed": {}}
    different = {
        "id": "t.py::a",
        "kind": "call",
        "key": "build_rd_prompt[0]",
        "status": "mismatched",
        "path": "line 2",
        "control": "x",
        "candidate": "y",
        "message": "line 2: 'x' is 'y'",
    }
    return {"comparison_totals": counts, "comparisons": [different] * mismatched}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param(totals(3, 1, 0), ("fail", "1 mismatched, 3 matched, 0 ignored"), id="fail"),
        pytest.param(totals(3, 0, 1), ("pass", "0 mismatched, 3 matched, 1 ignored"), id="pass"),
        pytest.param(
            totals(0, 0, 5), ("inconclusive", "0 mismatched, 0 matched, 5 ignored"), id="noise"
        ),
    ],
)
def test_outputs_equivalent(tmp_path: Path, more: Any, expected: tuple[str, str]) -> None:
    write_report(tmp_path, [pair("a")], **more)
    judgement = judge("outputs-equivalent", request(tmp_path, 3))
    assert shown(judgement) == expected
    if expected[0] == "fail":
        assert judgement.details == ("t.py::a: call build_rd_prompt[0]: line 2: 'x' is 'y'",)


def measure(
    low: float | None, high: float | None, needed: int | None = None, name: str = "calls"
) -> Any:
    return {
        "name": name,
        "verdict": "inconclusive",
        "pairs": 7,
        "ratio": None if low is None or high is None else (low + high) / 2,
        "low": low,
        "high": high,
        "needed": needed,
    }


@pytest.mark.parametrize(
    ("measures", "status", "measured", "remedy"),
    [
        pytest.param(
            [measure(0.98, 1.04)],
            "pass",
            "calls: ratio 1.010, 0.980 to 1.040, 7 pairs",
            "",
            id="pass",
        ),
        pytest.param(
            [measure(0.5, 0.6)],
            "pass",
            "calls: ratio 0.550, 0.500 to 0.600, 7 pairs",
            "",
            id="faster",
        ),
        pytest.param(
            [measure(1.15, 1.35)],
            "fail",
            "calls: ratio 1.250, 1.150 to 1.350, 7 pairs",
            "make the candidate faster",
            id="slower",
        ),
        pytest.param(
            [measure(0.98, 1.04, name="tests"), measure(1.0, 1.2, 40)],
            "inconclusive",
            "calls: ratio 1.100, 1.000 to 1.200, 7 pairs",
            "40 more repetitions: --engine-repeat",
            id="across the border",
        ),
        pytest.param(
            [measure(0.98, 1.04), measure(2.0, 3.0, name="calls:update_stage")],
            "pass",
            "calls: ratio 1.010, 0.980 to 1.040, 7 pairs",
            "",
            id="one method by itself does not decide",
        ),
        pytest.param(
            [measure(0.98, 1.04, name="tests")],
            "pass",
            "tests: ratio 1.010, 0.980 to 1.040, 7 pairs",
            "",
            id="whole tests, where no call was seen",
        ),
        pytest.param(
            [measure(None, None)],
            "inconclusive",
            "no ratio: 0 pairs exercised both engines",
            "tests that run both engines",
            id="nothing timed",
        ),
    ],
)
def test_performance(
    tmp_path: Path, measures: Any, status: str, measured: str, remedy: str
) -> None:
    section = {
        "verdict": "inconclusive",
        "limit": 0.1,
        "confidence": 0.95,
        "pairs": 0,
        "repetitions": 1,
        "reason": "0 pairs exercised both engines",
        "measures": measures,
        "slow": [],
    }
    write_report(tmp_path, [pair(str(n)) for n in range(7)], performance=section)
    judgement = judge("performance", request(tmp_path, 2))
    assert (judgement.status, judgement.measured, judgement.remedy) == (status, measured, remedy)


def test_a_ratio_of_few_tests_is_inconclusive(tmp_path: Path) -> None:
    section = {
        "verdict": "inside",
        "limit": 0.1,
        "confidence": 0.95,
        "pairs": 1,
        "repetitions": 99,
        "reason": "",
        "measures": [measure(0.99, 1.01) | {"pairs": 1}],
        "slow": [],
    }
    write_report(tmp_path, [pair("a")], performance=section)
    judgement = judge("performance", request(tmp_path, 2))
    assert judgement.status == "inconclusive"
    assert judgement.remedy == (
        "4 more tests that run both engines: these few say little of the engine"
    )


LEAK = {"path": "af_engine_legacy.py", "lines": [10, 11], "tests": []}


@pytest.mark.parametrize(
    ("tests", "leaks", "expected"),
    [
        pytest.param([pair("a")], None, ("pass", "0 places in 1 test under modular"), id="none"),
        pytest.param(
            [pair("a", candidate=half(pinned=["legacy"]))],
            None,
            ("fail", "1 place in 1 test under modular"),
            id="pinned",
        ),
        pytest.param(
            [pair("a", candidate=rehearsal("passed", "legacy>modular", pinned=["legacy"]))],
            None,
            ("pass", "0 places in 1 test under modular"),
            id="a rehearsal runs both on purpose",
        ),
        pytest.param(
            [pair("a")],
            [LEAK],
            ("fail", "1 place in 1 test under modular and line coverage"),
            id="lines",
        ),
        pytest.param(
            [pair("a", candidate=half(exercised=None))],
            None,
            ("inconclusive", "0 places in nothing was watched"),
            id="not watched",
        ),
    ],
)
def test_no_legacy_line(tmp_path: Path, tests: Any, leaks: Any, expected: tuple[str, str]) -> None:
    coverage = {"engines": {}, "leaks": leaks, "unexecuted": [], "candidate_only": []}
    write_report(tmp_path, tests, coverage=None if leaks is None else coverage)
    assert shown(judge("no-legacy-line", request(tmp_path, 3))) == expected

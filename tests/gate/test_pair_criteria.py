"""Criteria of pairs: what passed on both engines, and did both run?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.gate.builders import half, judge, pair, rehearsal, request, shown, write_report

STILL = half(exercised=False)
PINNED = {"pinned": ["modular"]}
GAP = half("xfailed", message="notyet: no archive")
NEVER = half("xfailed", message="never: by design")
LOUD = half(evidence={"logs": {"logged": [{"message": "provoked"}, {"message": "disk is full"}]}})
QUIET = half(evidence={"logs": {"logged": [{"message": "provoked"}]}})


@pytest.mark.parametrize(
    ("criterion", "phase", "tests", "expected"),
    [
        pytest.param(
            "no-regression",
            1,
            [pair("a"), pair("b", candidate="failed")],
            ("fail", "1 regression in 2 pairs"),
            id="regression",
        ),
        pytest.param(
            "no-regression", 1, [pair("a")], ("pass", "0 regressions in 1 pair"), id="none"
        ),
        pytest.param(
            "no-regression", 1, [], ("inconclusive", "the run holds no test"), id="no test"
        ),
        pytest.param(
            "no-regression",
            1,
            [pair("a", candidate=GAP, known=True)],
            ("pass", "0 regressions in 1 pair, 1 declared gap"),
            id="declared gap",
        ),
        pytest.param(
            "no-regression",
            3,
            [pair("a", candidate=GAP, known=True)],
            ("fail", "1 regression in 1 pair"),
            id="declared gap in phase 3",
        ),
        pytest.param(
            "no-regression",
            3,
            [pair("a", candidate=NEVER, known=True)],
            ("pass", "0 regressions in 1 pair, 1 declared gap"),
            id="gap by design in phase 3",
        ),
        pytest.param(
            "candidate-pass-rate",
            1,
            [pair(str(n)) for n in range(18)]
            + [pair("x", "failed", "error"), pair("s", "skipped", "skipped")],
            ("fail", "18 of 19 passed (94.7 %), 18 of them exercised it"),
            id="pass rate below",
        ),
        pytest.param(
            "candidate-pass-rate",
            1,
            [pair("a", candidate=STILL)],
            ("pass", "1 of 1 passed (100 %), 0 of them exercised it"),
            id="pass rate with its exercised count",
        ),
        pytest.param(
            "candidate-pass-rate",
            1,
            [pair("a", "skipped", "skipped")],
            ("inconclusive", "no test ran on the candidate"),
            id="all skipped",
        ),
        pytest.param(
            "pairs-complete",
            1,
            [pair("a"), pair("b", candidate=None), pair("c", candidate="skipped")],
            ("fail", "2 of 3 pairs one-sided"),
            id="one-sided",
        ),
        pytest.param(
            "exercised-share",
            1,
            [pair("a"), pair("b", STILL), pair("c", STILL, STILL)],
            ("fail", "1 of 3 matched pairs ran each engine by itself (33.3 %), 1 ran both"),
            id="share below",
        ),
        pytest.param(
            "exercised-share",
            1,
            [pair("a"), pair("b", STILL)],
            ("pass", "1 of 2 matched pairs ran each engine by itself (50 %), 1 ran both"),
            id="share reached",
        ),
        pytest.param(
            "exercised-share",
            1,
            [pair("a", half() | PINNED)],
            ("fail", "0 of 1 matched pair ran each engine by itself (0 %), 1 ran both"),
            id="both engines each time",
        ),
        pytest.param(
            "exercised-share",
            1,
            [pair("a"), pair("b", half(exercised=None), half(exercised=None))],
            ("pass", "1 of 2 matched pairs ran each engine by itself (50 %), 1 ran both"),
            id="what nobody watched is not proven",
        ),
        pytest.param(
            "exercised-share",
            1,
            [pair("a", half(exercised=None), half(exercised=None))],
            ("inconclusive", "1 pair matched, none was watched"),
            id="not watched",
        ),
        pytest.param(
            "engine-observed",
            1,
            [pair("a", half(observed="legacy"), half(observed="legacy"))],
            ("fail", "1 of 2 results came from another engine"),
            id="silent fallback",
        ),
        pytest.param(
            "engine-observed",
            1,
            [pair("a")],
            ("inconclusive", "in no test was it seen which engine answered"),
            id="nobody saw",
        ),
        pytest.param(
            "no-test-errors",
            1,
            [pair("a", QUIET, LOUD)],
            ("fail", "1 ERROR more in 1 pair, 0 in 0 tests of the candidate alone"),
            id="error of the candidate",
        ),
        pytest.param(
            "no-test-errors",
            1,
            [pair("a", LOUD, QUIET)],
            ("pass", "0 ERRORs more in 1 pair, 0 in 0 tests of the candidate alone"),
            id="error of the control",
        ),
        pytest.param(
            "no-test-errors",
            1,
            [pair("a", candidate=STILL)],
            ("inconclusive", "0 ERRORs more in 0 pairs, 0 in 0 tests of the candidate alone"),
            id="candidate never ran",
        ),
        pytest.param(
            "no-test-errors",
            1,
            [pair("a", LOUD | PINNED, LOUD)],
            ("inconclusive", "0 ERRORs more in 0 pairs, 2 in 1 test of the candidate alone"),
            id="error in a test that never ran the control alone",
        ),
        pytest.param(
            "no-test-errors",
            1,
            [pair("a", STILL)],
            ("pass", "0 ERRORs more in 0 pairs, 0 in 1 test of the candidate alone"),
            id="no error of the candidate",
        ),
    ],
)
def test_pairs(
    tmp_path: Path, criterion: str, phase: int, tests: Any, expected: tuple[str, str]
) -> None:
    write_report(tmp_path, tests)
    assert shown(judge(criterion, request(tmp_path, phase))) == expected


@pytest.mark.parametrize(("limit", "status"), [(1, "pass"), (0, "fail")])
def test_as_many_errors_as_are_allowed(tmp_path: Path, limit: int, status: str) -> None:
    write_report(tmp_path, [pair("a", QUIET, LOUD)])
    assert judge("no-test-errors", request(tmp_path, 1), limit).status == status


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

"""One run with everything in it that a report can show."""

from __future__ import annotations

from pytest_engine_rollout.results import (
    Comparison,
    ComparisonTotals,
    Coverage,
    EngineCoverage,
    Lines,
    Measure,
    Performance,
    Reason,
    RunResult,
    Sabotage,
    SlowCall,
)
from tests.plugin.reports.builders import half, pair, run

VACUOUS = half("legacy", id="tests/test_a.py::test_vacuous[legacy]", exercised=False)
PINNED = half(
    "legacy", id="tests/test_a.py::test_pinned[legacy]", exercised=False, pinned=("modular",)
)
FAILURE = half(
    "modular",
    "failed",
    id="tests/test_a.py::test_regression[modular]",
    message="AssertionError: assert 2 == 1",
    details="def test_regression():\n>       assert f() == 1\nE       assert 2 == 1",
)
GAP = half(
    "modular", "xfailed", id="tests/test_a.py::test_gap[modular]", message="notyet: no archive"
)


def full_run() -> RunResult:
    """Every verdict, every section."""
    return run(
        pair("test_gap", candidate=GAP, known=True),
        pair("test_improvement", control="failed"),
        pair("test_matched"),
        pair("test_one_sided", candidate=None),
        pair("test_pinned", control=PINNED),
        pair("test_regression", candidate=FAILURE),
        pair("test_shared", "failed", "error"),
        pair("test_skipped", candidate="skipped"),
        pair("test_vacuous", control=VACUOUS),
        reasons=(
            Reason(
                "worker-lost",
                "worker gw1 was lost",
                ("tests/test_a.py::test_one_sided[modular]",),
            ),
        ),
        comparisons=(
            Comparison(
                "tests/test_a.py::test_matched",
                "call",
                "build_rd_prompt[0]",
                "mismatched",
                "line 2",
                "Mission\nStage: PLANNING",
                "Mission\nStage: BUILDING",
                "line 2: 'Stage: PLANNING' is 'Stage: BUILDING'",
            ),
            Comparison(
                "tests/test_a.py::test_matched", "observation", "at", "ignored", "$.at", "1", "2"
            ),
        ),
        comparison_totals=ComparisonTotals(12, 1, 1, {"paths": 3}),
        performance=Performance(
            "outside",
            pairs=7,
            measures=(Measure("tests", "outside", 7, 1.25, 1.15, 1.37),),
            slow=(SlowCall("tests/test_a.py::test_matched", "modular", "build_rd_prompt", 0.75),),
        ),
        sabotage=(
            Sabotage(
                "legacy",
                "update_stage",
                ("tests/test_a.py::test_matched", "tests/test_a.py::test_shared"),
                ("tests/test_a.py::test_matched",),
            ),
            Sabotage("legacy", "process_response", (), ()),
        ),
        coverage=Coverage(
            {"legacy": EngineCoverage(100, 40), "modular": EngineCoverage(200, 150)},
            leaks=(Lines("af_engine_legacy.py", (10, 11, 12), ("tests/test_a.py::test_matched",)),),
            unexecuted=(Lines("af_engine_legacy.py", (20, 22)),),
            candidate_only=(Lines("af_engine/orchestrator.py", (7,)),),
        ),
    )

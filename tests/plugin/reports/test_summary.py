"""The terminal summary in a real run."""

from __future__ import annotations

import pytest

from pytest_engine_rollout.reports.summary import summary_lines
from pytest_engine_rollout.results import EngineResult, Reason, RunResult
from tests.plugin.reports.builders import half, pair
from tests.plugin.reports.builders import run as result
from tests.plugin.reports.conftest import Run
from tests.plugin.reports.samples import full_run

REGRESSION = """
from af_engine import RDMissionController
def test_a(): assert RDMissionController().update_stage("a") == "A"
def test_b(): pass
"""


def test_the_summary_is_in_the_output(run: Run) -> None:
    run(REGRESSION).stdout.fnmatch_lines(
        [
            "*= engine rollout =*",
            "engine *tests  passed  failed  skipped  pass rate  exercised *time",
            "legacy * 2 *2 *0 *0 *100.0 % *1 (50 %)*",
            "modular * 2 *1 *1 *0 *50.0 % *1 (50 %)*",
            "parity       1 matched, of which 0 ran both engines · 1 regression · *",
            "vacuous      1 pass on legacy that never ran it",
            "regression   test_a.py::test_a: *",
        ]
    )


def test_nothing_without_engines(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_a(): pass")
    pytester.runpytest_inprocess("-pno:asyncio").stdout.no_fnmatch_line("*engine rollout*")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        pytest.param(["-v"], True, id="verbose"),
        pytest.param([], False, id="plain"),
    ],
)
def test_vacuous_tests_by_name(run: Run, arguments: list[str], named: bool) -> None:
    ran = run(REGRESSION, *arguments)
    ran.stdout.fnmatch_lines(["*= engine rollout =*", "engine  *"], consecutive=True)
    lines = ran.outlines
    assert ("vacuous      test_a.py::test_b[legacy]" in lines) is named


def test_the_page_is_recommended_where_it_was_not_asked_for(run: Run) -> None:
    shown = run(REGRESSION).outlines
    assert "next         -v names the vacuous tests, --engine-html=PATH shows every pair" in shown
    shown = run(REGRESSION, "--engine-html=page.html").outlines
    assert "next         -v names the vacuous tests, the page shows every pair" in shown


def test_colours_are_pytests(run: Run) -> None:
    plain, coloured = run(REGRESSION), run(REGRESSION, "--color=yes")
    assert "\x1b[" not in plain.stdout.str()
    coloured.stdout.re_match_lines([r"\x1b\[31mregression   test_a.py::test_a: .*\x1b\[0m"])


def test_a_pass_rate_never_stands_without_its_exercised_count() -> None:
    for verbosity in (-2, -1, 0, 1):
        lines = [line.text for line in summary_lines(full_run(), 80, verbosity)]
        head = next(line for line in lines if "pass rate" in line)
        assert "exercised" in head


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_lines_are_as_wide_as_the_terminal(width: int) -> None:
    wide = [
        line.text
        for line in summary_lines(full_run(), width, 1)
        if len(line.text) > width and "::" not in line.text
    ]
    assert [line for line in wide if width >= 70] == []


def test_more_tests_than_are_named() -> None:
    pairs = [pair(f"test_{number:02}", candidate="failed") for number in range(12)]
    lines = [line.text for line in summary_lines(result(*pairs), 80, 0)]
    named = [line for line in lines if line.startswith("regression")]
    assert len(named) == 11
    assert named[-1] == "regression   and 2 more; -v names them"


SPACED = "tests/test_a.py::test_b[a b][modular]"
NEXT: tuple[tuple[str, RunResult, list[str]], ...] = (
    ("clean", result(), []),
    (
        "regression",
        result(pair("test_b[a b]", candidate="failed")),
        [f"pytest --engines=both '{SPACED}' runs the first regression alone"],
    ),
    (
        "vacuous",
        result(pair("test_a", half("legacy", exercised=False))),
        ["-v names the vacuous tests, --engine-html=PATH shows every pair"],
    ),
    (
        "incomplete",
        result(reasons=(Reason("stopped", "the run was stopped early"),)),
        ["run what is missing before you believe these figures"],
    ),
)


@pytest.mark.parametrize(("made", "steps"), [pytest.param(*row[1:], id=row[0]) for row in NEXT])
def test_what_to_do_next(made: RunResult, steps: list[str]) -> None:
    lines = [line.text for line in summary_lines(made, 200, 0)]
    assert [line for line in lines if line.startswith("next")] == [
        f"next         {step}" for step in steps
    ]


def test_no_exercised_count_without_evidence() -> None:
    def unmeasured(engine: str) -> EngineResult:
        return half(engine, exercised=None)

    made = result(pair("test_a", unmeasured("legacy"), unmeasured("modular")))
    lines = [line.text for line in summary_lines(made, 80, 0)]
    assert lines[1].split() == [
        "legacy",
        "1",
        "1",
        "0",
        "0",
        "100.0",
        "%",
        "not",
        "measured",
        "250",
        "ms",
    ]
    assert lines[3] == "parity       1 matched · 0 regressions · 0 improvements · 0 shared failures"


def test_a_run_on_one_engine_has_no_verdicts() -> None:
    made = result(pair("test_a", control=None), asked=("modular",))
    lines = [line.text for line in summary_lines(made, 80, 0)]
    assert lines[2:] == ["parity       not judged, only modular ran"]


def test_a_half_that_may_have_run_unseen() -> None:
    made = result(pair("test_a", half("legacy", exercised=None)), pair("test_b"))
    lines = [line.text for line in summary_lines(made, 200, 0)]
    assert (
        "unseen       1 test on legacy may have run it unseen, in another process or thread"
        in lines
    )

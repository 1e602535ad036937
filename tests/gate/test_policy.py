"""The gate's settings: what is refused, and what waivers and dry runs do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from migration_lint.gate.criteria import all_criteria
from migration_lint.gate.policy import make_policy
from migration_lint.gate.run import run_gate
from migration_lint.project import ConfigurationError, load_project
from migration_lint.project.tables.gate import Waiver
from tests.gate.builders import pair, request, write_report

KNOWN = ", ".join(sorted(all_criteria()))


@pytest.mark.parametrize(
    ("table", "mistakes"),
    [
        pytest.param(
            "[gate.waivers.no-regresion]\nowner = 'a'\nreason = 'b'\nexpires = 2030-01-31",
            [f"1: gate.waivers.no-regresion must be the id of a criterion: {KNOWN}"],
            id="waiver for an unknown criterion",
        ),
        pytest.param(
            "[gate.waivers.no-regression]",
            [
                "1: gate.waivers.no-regression.owner must be given: who answers for the waiver",
                "1: gate.waivers.no-regression.reason must be given: why it need not hold",
                "1: gate.waivers.no-regression.expires must be given: the last day it holds",
            ],
            id="waiver without anything",
        ),
        pytest.param(
            "[gate.waivers.no-regression]\nexpires = 'soon'",
            ["2: gate.waivers.no-regression.expires must be a day such as 2030-01-31"],
            id="waiver until nobody knows",
        ),
        pytest.param(
            "[gate.thresholds]\ncandidate-pass-rate = 1.5\nperformance = 0\nno-regression = 1",
            [
                "2: gate.thresholds.candidate-pass-rate must be a number from 0 to 1",
                "3: gate.thresholds.performance must be a number from 0.01 to 10",
                "4: gate.thresholds.no-regression must be left out: the criterion has no threshold",
            ],
            id="thresholds out of range",
        ),
        pytest.param(
            "[gate]\ndry-run = ['nothing']",
            ['2: gate.dry-run must be a list of ids of criteria, and "nothing" is none'],
            id="dry run of nothing",
        ),
        pytest.param(
            "[gate.attribution]\nmodular = '('",
            ["1: gate.attribution must be a table in which `modular` is a regular expression"],
            id="pattern that is none",
        ),
    ],
)
def test_mistakes_are_named_all_together(tmp_path: Path, table: str, mistakes: list[str]) -> None:
    file = tmp_path / "engine_rollout.toml"
    file.write_text(table)
    with pytest.raises(ConfigurationError) as raised:
        make_policy(load_project(tmp_path), all_criteria())
    plural = "s" if len(mistakes) > 1 else ""
    head = f"{file}: {len(mistakes)} mistake{plural} in the configuration"
    lines = [f"  engine_rollout.toml:{mistake}" for mistake in mistakes]
    assert str(raised.value).splitlines() == [head, *lines]


def answer(root: Path, **gate: Any) -> Any:
    write_report(root, [pair("a"), pair("b", candidate="failed")])
    asked = request(root, gate=gate)
    only = {"no-regression": all_criteria()["no-regression"]}
    others = {"candidate-pass-rate": all_criteria()["candidate-pass-rate"]}
    return run_gate(asked, make_policy(asked.project, all_criteria()), only | others)


def waiver(day: int) -> dict[str, Waiver]:
    return {"no-regression": Waiver("ops", "known", date(2026, 3, day))}


LOW = {"candidate-pass-rate": 0.5}


@pytest.mark.parametrize(
    ("gate", "verdict", "standing"),
    [
        pytest.param({}, "not_ready", "counts", id="as it is"),
        pytest.param({"waivers": waiver(31)}, "ready", "waived", id="waived"),
        pytest.param({"waivers": waiver(10)}, "ready", "waived", id="waived, on the last day"),
        pytest.param({"waivers": waiver(9)}, "not_ready", "counts", id="waiver expired"),
        pytest.param({"dry_run": ("no-regression",)}, "ready", "dry-run", id="dry run"),
    ],
)
def test_what_counts(tmp_path: Path, gate: Any, verdict: str, standing: str) -> None:
    result = answer(tmp_path, thresholds=LOW, **gate)
    assert result.verdict == verdict
    assert result.criteria[0].standing == standing
    assert result.criteria[0].judgement.status == "fail"


def test_a_waiver_that_is_not_needed_is_said_to_be(tmp_path: Path) -> None:
    unneeded = {"candidate-pass-rate": Waiver("ops", "known", date(2026, 3, 31))}
    result = answer(tmp_path, thresholds=LOW, waivers=unneeded)
    assert result.criteria[1].standing == "counts"
    assert result.criteria[1].waiver.needed is False
    assert result.criteria[1].waiver.days_left == 21


@pytest.mark.parametrize(
    ("limit", "status", "words"),
    [
        (0.5, "pass", "at least 50 %; default: at least 95 %"),
        (0.51, "fail", "at least 51 %; default: at least 95 %"),
        (0.95, "fail", "at least 95 %"),
        (1, "fail", "at least 100 %; default: at least 95 %"),
    ],
)
def test_a_threshold_decides(tmp_path: Path, limit: float, status: str, words: str) -> None:
    result = answer(tmp_path, thresholds={"candidate-pass-rate": limit})
    assert (result.criteria[1].judgement.status, result.criteria[1].limit) == (status, words)


def test_refused_evidence_is_not_run_and_named(tmp_path: Path) -> None:
    write_report(tmp_path, [pair("a")], run={"commit": "f" * 40})
    asked = request(tmp_path)
    criteria = {"no-regression": all_criteria()["no-regression"]}
    result = run_gate(asked, make_policy(asked.project, all_criteria()), criteria)
    assert result.verdict == "inconclusive"
    assert result.criteria[0].judgement.status == "not_run"
    assert result.criteria[0].judgement.measured == (
        "dual run refused: it is of commit ffffffffffff, the tree is at 0123456789ab: check out "
        "ffffffffffff again, or gather it anew (a suite that writes into its own checkout must run "
        "in a copy, such as `git worktree add`)"
    )
    assert result.criteria[0].judgement.remedy == (
        "run: pytest --engines=both --engine-report=engine-report.json"
    )


def test_a_criterion_of_another_phase_is_left_out(tmp_path: Path) -> None:
    asked = replace(request(tmp_path), phase=4)
    result = run_gate(asked, make_policy(asked.project, all_criteria()), all_criteria())
    assert {4} <= set.intersection(*(set(one.phases) for one in result.criteria))

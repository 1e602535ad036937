"""`--engine-fail-on`: what makes the exit status non-zero beyond pytest's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_engine_rollout.results import Performance
from pytest_engine_rollout.results.exit_status import CONDITIONS, DEFAULT, failures, parse_fail_on
from tests.plugin.reports.builders import run as result
from tests.plugin.reports.conftest import Run
from tests.plugin.reports.samples import full_run

VALID = (
    "regression, improvement, shared-failure, one-sided, vacuous, pinned, unexercised, mismatch, "
    "performance, unnoticed, leak, incomplete, or none alone"
)


def test_every_condition_holds_once_in_the_sample() -> None:
    assert list(failures(full_run(), tuple(CONDITIONS))) == [
        "regression (1)",
        "improvement (1)",
        "shared-failure (1)",
        "one-sided (2)",
        "vacuous (2)",
        "pinned (1)",
        "mismatch (1)",
        "performance (1)",
        "unnoticed (1)",
        "leak (1)",
        "incomplete (1)",
    ]


def test_no_condition_holds_in_a_clean_run() -> None:
    undecided = replace(result(), performance=Performance("inconclusive"))
    for clean in (result(), undecided):
        assert list(failures(clean, tuple(CONDITIONS))) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("vacuous", ("vacuous",), id="one"),
        pytest.param(" vacuous , leak,vacuous,", ("vacuous", "leak"), id="several"),
        pytest.param("none", (), id="none"),
    ],
)
def test_names(text: str, names: tuple[str, ...]) -> None:
    assert parse_fail_on(text) == names


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        pytest.param("regresion,leak", "regresion", id="unknown"),
        pytest.param("none,leak", "none,leak", id="none-and-more"),
        pytest.param(" ", "nothing", id="empty"),
    ],
)
def test_wrong_names(text: str, wrong: str) -> None:
    with pytest.raises(ValueError, match="valid are") as caught:
        parse_fail_on(text)
    assert str(caught.value) == f"{wrong} given; valid are {VALID}"


HEAD = "from af_engine import RDMissionController\n"
VACUOUS = f"{HEAD}def test_a(): pass\n"
KNOWN = f"""
import pytest
{HEAD}
@pytest.mark.xfail(RDMissionController().update_stage("a") == "a", reason="later")
def test_a(): assert RDMissionController().update_stage("a") == "A"
"""


@pytest.mark.parametrize(
    ("source", "arguments", "status"),
    [
        pytest.param(VACUOUS, [], 0, id="vacuous-passes-by-default"),
        pytest.param(VACUOUS, ["--engine-report=r.json"], 0, id="a-report-is-no-failure"),
        pytest.param(VACUOUS, ["--engine-fail-on=vacuous"], 1, id="vacuous-asked-for"),
        pytest.param(VACUOUS, ["-o", "engine_fail_on=vacuous"], 1, id="ini"),
        pytest.param(KNOWN, [], 0, id="a-known-regression"),
        pytest.param(VACUOUS, ["--engine-fail-on=vacuos"], 4, id="unknown"),
        pytest.param(VACUOUS, ["-k", "nothing"], 5, id="pytest-says-more"),
    ],
)
def test_the_status_of_a_run(run: Run, source: str, arguments: list[str], status: int) -> None:
    assert run(source, *arguments).ret == status


def test_the_reason_is_said(run: Run) -> None:
    ran = run(VACUOUS, "--engine-fail-on=vacuous,leak")
    ran.stdout.fnmatch_lines(["exit status 1: vacuous (2)"])


def test_a_wrong_name_is_said_with_the_valid_ones(run: Run) -> None:
    ran = run(VACUOUS, "--engine-fail-on=vacuos")
    ran.stderr.fnmatch_lines([f"ERROR: --engine-fail-on: vacuos given; valid are {VALID}"])


def test_the_help_names_the_default(run: Run) -> None:
    assert f"({','.join(DEFAULT)})" in " ".join(run(VACUOUS, "--help").outlines)

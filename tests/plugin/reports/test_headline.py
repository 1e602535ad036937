"""The tiles at the top of the page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pytest_engine_rollout.reports.html_headline import headline
from pytest_engine_rollout.results import RunResult
from tests.plugin.reports.builders import half, pair, run
from tests.plugin.reports.samples import full_run

TILE = re.compile(r'class="tile t-(\w+)"><strong>(.*?)</strong><h3>(.*?)</h3><p>(.*?)</p>')


def tiles(result: RunResult) -> dict[str, tuple[str, str, str]]:
    return {
        title: (kind, figure, said) for kind, figure, title, said in TILE.findall(headline(result))
    }


def test_every_tile() -> None:
    assert tiles(full_run()) == {
        "proven parity": ("open", "11 %", "1 of 9 pairs matched and ran both engines"),
        "regression": ("bad", "1", "pass on legacy and not on modular; 1 more known"),
        "vacuous": ("open", "18 %", "2 of 11 passes never ran their engine"),
        "differences": ("bad", "1", "in 1 test; 12 places are the same"),
        "sabotage": ("bad", "1 of 2", "broken methods would be noticed by some test"),
        "time": ("bad", "x1.25", "outside ±10 %: from 7 pairs that exercised both engines"),
    }


@pytest.mark.parametrize(
    ("result", "title", "kind"),
    [
        pytest.param(run(), "proven parity", "good", id="proven"),
        pytest.param(
            run(pair(control=half("legacy", exercised=False))),
            "proven parity",
            "open",
            id="vacuous",
        ),
        pytest.param(run(), "regressions", "good", id="no-regression"),
        pytest.param(
            run(pair(candidate=half("modular", "failed"))), "regression", "bad", id="regression"
        ),
    ],
)
def test_kind(result: RunResult, title: str, kind: str) -> None:
    assert tiles(result)[title][0] == kind


def test_nothing_where_no_pair_is_judged() -> None:
    result = run()

    assert headline(replace(result, info=replace(result.info, asked=("legacy",)))) == ""

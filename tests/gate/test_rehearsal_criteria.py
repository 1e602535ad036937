"""Criteria that look at what the suite itself does: sabotage that is noticed, hand-overs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.gate.builders import judge, pair, rehearsal, request, shown, write_report


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
    ("tests", "more", "expected"),
    [
        pytest.param(
            [pair("a")],
            {"sabotage": sabotage(**ALL)},
            ("pass", "100 % of 6 methods noticed"),
            id="every method noticed",
        ),
        pytest.param(
            [pair("a")],
            {"sabotage": sabotage(**ALL | {"legacy_update_stage": []})},
            ("fail", "83.3 % of 6 methods noticed"),
            id="a method that nobody notices",
        ),
        pytest.param(
            [pair("a")],
            {"sabotage": sabotage(legacy_update_stage=["t.py::a"])},
            ("inconclusive", "16.7 % of 6 methods noticed"),
            id="methods not tried",
        ),
    ],
)
def test_sabotage(tmp_path: Path, tests: Any, more: Any, expected: tuple[str, str]) -> None:
    write_report(tmp_path, tests, **more)
    assert shown(judge("sabotage-sensitivity", request(tmp_path, 1))) == expected


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        pytest.param(
            [
                pair("a", rehearsal("passed", "legacy>modular")),
                pair("b", rehearsal("passed", "modular>legacy")),
            ],
            ("pass", "1 hand-over legacy to modular, 1 hand-over modular to legacy"),
            id="rehearsed both ways",
        ),
        pytest.param(
            [pair("a", rehearsal("passed", "legacy>modular", "legacy>modular"))],
            ("inconclusive", "2 hand-overs legacy to modular, 0 hand-overs modular to legacy"),
            id="rehearsed one way",
        ),
        pytest.param(
            [
                pair("a", rehearsal("passed", "legacy>modular", pinned=[])),
                pair("b", rehearsal("passed", "modular>legacy", exercised=False)),
                pair("c", rehearsal("passed", "modular>legacy", exercised=None)),
            ],
            ("inconclusive", "0 hand-overs legacy to modular, 0 hand-overs modular to legacy"),
            id="rehearsed without the engines",
        ),
        pytest.param(
            [
                pair("a", rehearsal("passed", "legacy>modular", "modular>legacy")),
                pair("b", rehearsal("failed", "modular>legacy"), "failed"),
            ],
            ("fail", "1 hand-over legacy to modular, 1 hand-over modular to legacy"),
            id="a rehearsal failed",
        ),
    ],
)
def test_rollback_rehearsed(tmp_path: Path, tests: Any, expected: tuple[str, str]) -> None:
    write_report(tmp_path, tests)
    assert shown(judge("rollback-rehearsed", request(tmp_path, 2))) == expected

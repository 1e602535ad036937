from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from migration_lint.gate.evidence.base import NoEvidenceError
from migration_lint.gate.evidence.verdict_history import HistoryReader
from migration_lint.gate.history import remember
from migration_lint.gate.judgement import failed
from migration_lint.gate.overview import Overview
from migration_lint.gate.provenance import refusals
from tests.gate.builders import (
    COMMIT,
    NOW,
    criterion_result,
    days_ago,
    gate_result,
    judge,
    read,
    request,
    shown,
)


def line(days: float, phase: Any = 4, **more: Any) -> str:
    record = {
        "schema": 1,
        "decided": days_ago(days),
        "phase": phase,
        "verdict": "ready",
        "commit": None,
        "forced": [],
    }
    return json.dumps(record | more)


DAILY = [line(days) for days in (8, 7, 6, 5, 4, 3, 2, 1, 0.1)]


@pytest.mark.parametrize(
    ("lines", "expected", "remedy"),
    [
        pytest.param(
            DAILY,
            ("pass", "0 rollbacks in 8 verdicts, watched for 7.0 of 7 days"),
            "",
            id="a quiet week",
        ),
        pytest.param(
            DAILY[4:],
            ("inconclusive", "0 rollbacks in 5 verdicts, watched for 4.0 of 7 days"),
            "3.0 days of verdicts, one at least every 2 days",
            id="not a week yet",
        ),
        pytest.param(
            [*DAILY[:3], *DAILY[6:]],
            ("inconclusive", "0 rollbacks in 5 verdicts, watched for 2.0 of 7 days"),
            "5.0 days of verdicts, one at least every 2 days",
            id="a gap",
        ),
        pytest.param(
            [*DAILY[:4], line(4.5), line(2.4), *DAILY[7:]],
            ("inconclusive", "0 rollbacks in 7 verdicts, watched for 2.4 of 7 days"),
            "4.6 days of verdicts, one at least every 2 days",
            id="a gap that is little over two days",
        ),
        pytest.param(
            [line(days) for days in (6.5, 5, 4, 3, 2, 1, 0.1)],
            ("inconclusive", "0 rollbacks in 7 verdicts, watched for 6.5 of 7 days"),
            "0.5 days of verdicts, one at least every 2 days",
            id="nearly a week",
        ),
        pytest.param(
            [*DAILY[:4], line(4.5, phase=3), *DAILY[4:]],
            ("fail", "1 rollback in 9 verdicts, watched for 7.0 of 7 days"),
            "wait until a week has passed since",
            id="a phase back",
        ),
        pytest.param(
            [*DAILY[:4], line(4.5, forced=["no-forced-mission"]), *DAILY[4:]],
            ("fail", "1 rollback in 9 verdicts, watched for 7.0 of 7 days"),
            "wait until a week has passed since",
            id="a forced rollback",
        ),
        pytest.param(
            [line(8.5, forced=["no-forced-mission"]), *DAILY],
            ("pass", "0 rollbacks in 8 verdicts, watched for 7.0 of 7 days"),
            "",
            id="a rollback before",
        ),
    ],
)
def test_no_rollback(
    tmp_path: Path, lines: list[str], expected: tuple[str, str], remedy: str
) -> None:
    (tmp_path / "history.jsonl").write_text("\n".join(lines) + "\n")
    judgement = judge("no-rollback", request(tmp_path, 4))
    assert shown(judgement) == expected
    assert judgement.remedy == remedy


@pytest.mark.parametrize(("days", "refused"), [(1.2, 0), (8, 1)], ids=["a late day", "too old"])
def test_a_daily_verdict_may_be_late(tmp_path: Path, days: float, refused: int) -> None:
    (tmp_path / "history.jsonl").write_text(line(days) + "\n")
    asked = request(tmp_path, 4)
    assert len(refusals(read(HistoryReader, asked).provenance, asked)) == refused


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(None, "history.jsonl: no verdict was recorded yet", id="missing"),
        pytest.param("", "history.jsonl: empty: no verdict was recorded yet", id="empty"),
        pytest.param(
            line(2) + "\n" + line(1)[:20], "history.jsonl:2: damaged: no verdict", id="cut in half"
        ),
        pytest.param("[]", "history.jsonl:1: damaged: no verdict", id="no object"),
        pytest.param(line(1, phase="four"), "history.jsonl:1: damaged: no verdict", id="no phase"),
        *(
            pytest.param(line(1, **more), "history.jsonl:1: damaged: no verdict", id=str(more))
            for more in ({"findings": "many"}, {"forced": [3]}, {"phase": True}, {"schema": 2})
        ),
        pytest.param(
            line(1, decided="then"), "history.jsonl:1: damaged: it has no time", id="no time"
        ),
        pytest.param(
            line(1) + "\n" + line(2),
            "history.jsonl: contradicts itself: a later line has an earlier time",
            id="out of order",
        ),
        pytest.param(
            "\n".join(map(line, (3, 1, 2))),
            "history.jsonl: contradicts itself: a later line has an earlier time",
            id="the last two out of order",
        ),
    ],
)
def test_a_history_that_cannot_be_used(tmp_path: Path, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / "history.jsonl").write_text(content)
    with pytest.raises(NoEvidenceError) as raised:
        read(HistoryReader, request(tmp_path, 4))
    assert str(raised.value) == message


def test_a_verdict_is_remembered_as_it_is_read(tmp_path: Path) -> None:
    forced = criterion_result("no-forced-rollback", judgement=failed("1 place"))
    other = criterion_result(judgement=failed("1 regression"))
    history = tmp_path / "history.jsonl"
    yesterday = gate_result(decided=NOW - timedelta(days=1))
    remember(yesterday, history)
    remember(gate_result(forced, other, overview=Overview(findings=7)), history)
    (_, first), (time, last) = read(HistoryReader, request(tmp_path, 4)).value.verdicts
    assert (first.findings, first.forced) == (None, ())
    assert (time, last.phase, last.commit, last.findings) == (NOW, 1, COMMIT, 7)
    assert last.forced == ("no-forced-rollback",)
    assert [one.name for one in tmp_path.iterdir()] == ["history.jsonl"]

"""Which reports are believed."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from migration_lint.gate.evidence.base import NoEvidenceError
from migration_lint.gate.evidence.dual_run import DualRun
from migration_lint.gate.evidence.sabotage import SabotageRun
from migration_lint.gate.evidence.shelf import Shelf
from migration_lint.gate.provenance import refusals
from tests.gate.builders import (
    document,
    half,
    judge,
    pair,
    read,
    request,
    write_json,
    write_report,
)

REASON = {"kind": "stopped", "message": "stopped after 1 failure", "items": []}


def _sabotaged(tests: list[str], noticed: list[str]) -> Any:
    return {"engine": "modular", "method": "f", "tests": tests, "noticed": noticed}


def _timed(low: float, high: float, pairs: int) -> Any:
    measure = {"name": "calls", "verdict": "inside", "pairs": pairs, "ratio": 1.0, "needed": None}
    return {
        "verdict": "inside",
        "limit": 0.1,
        "confidence": 0.95,
        "pairs": pairs,
        "repetitions": 9,
        "reason": "",
        "measures": [measure | {"low": low, "high": high}],
        "slow": [],
    }


def changed(where: str, value: Any) -> Any:
    made = document([pair("a"), pair("b")])
    *path, last = where.split(".")
    target = made
    for step in path:
        target = target[int(step)] if step.isdigit() else target[step]
    target[last] = value
    return made


@pytest.mark.parametrize(
    ("report", "message"),
    [
        pytest.param(
            changed("run.candidate", "other"),
            "its candidate is other, the configured one is modular",
            id="roles",
        ),
        pytest.param(
            changed("run.reasons", [REASON]),
            "it is complete, and stopped after 1 failure",
            id="complete with a reason why not",
        ),
        pytest.param(
            changed("run.duration", -1.0), "its run ended before it began", id="negative duration"
        ),
        pytest.param(
            document([pair("a"), pair("a")]), "t.py::a is in it 2 times", id="a test twice"
        ),
        pytest.param(
            changed("run.exit_status", 3),
            "it is complete, and pytest broke down",
            id="complete with a status of a run that was not",
        ),
        pytest.param(
            changed("run.exit_status", 5),
            "it is complete, and pytest found no test",
            id="complete and without a test",
        ),
        pytest.param(
            changed("run.deselected", -5), "-5 tests were deselected", id="negative deselected"
        ),
        pytest.param(
            changed("tests.0.engines.modular.duration", -1.0),
            "t.py::a[modular] ended before it began",
            id="negative duration of a test",
        ),
        pytest.param(
            changed("tests.0.engines.modular.vacuous", True),
            "t.py::a[modular] is vacuous and exercised its engine; "
            "modular: 0 vacuous in total, 1 in the tests",
            id="vacuous and exercised",
        ),
        pytest.param(
            changed("tests.0.engines.modular.exercised", False),
            "modular: 2 exercised in total, 1 in the tests; "
            "parity: 2 matched exercised in total, 1 in the tests",
            id="exercised against the totals",
        ),
        pytest.param(
            document([pair("a", known=True)]),
            "t.py::a is called known, and no half of it fails as a mark expects",
            id="known without a mark",
        ),
        pytest.param(
            document([pair("a")], sabotage=[_sabotaged(["t.py::a"], ["t.py::b"])]),
            "modular.f: t.py::b noticed what it did not run",
            id="sabotage noticed by a test that did not run",
        ),
        pytest.param(
            document([pair("a")], performance=_timed(1.2, 0.8, 1)),
            "calls: an interval from 1.2 to 0.8",
            id="interval upside down",
        ),
        pytest.param(
            document([pair("a")], performance=_timed(0.9, 1.0, 7)),
            "calls: timed in 7 pairs of 1",
            id="more timed than there are",
        ),
        pytest.param(
            document([pair("a")], sabotage=[_sabotaged(["t.py::b"], [])]),
            "modular.f: t.py::b ran it and is in no result",
            id="sabotage seen by an unknown test",
        ),
        pytest.param(
            document([pair("a", candidate="failed", verdict="matched")]),
            "t.py::a is called matched, its outcomes make it regression",
            id="verdict against outcomes",
        ),
        pytest.param(
            changed("engines.modular.failed", 1),
            "modular: 1 failed in total, 0 in the tests",
            id="totals against tests",
        ),
        pytest.param(
            changed("parity.matched", 336),
            "parity: 336 matched in total, 2 in the tests",
            id="parity against tests",
        ),
    ],
)
def test_a_report_that_contradicts_itself(tmp_path: Path, report: Any, message: str) -> None:
    write_json(tmp_path / "engine-report.json", report)
    with pytest.raises(NoEvidenceError) as raised:
        read(DualRun, request(tmp_path))
    assert str(raised.value) == f"engine-report.json contradicts itself: {message}"


def test_only_the_first_contradictions_are_named(tmp_path: Path) -> None:
    tests = [pair(str(n), verdict="regression") for n in range(5)]
    write_report(tmp_path, tests)
    with pytest.raises(NoEvidenceError, match=r"; and 2 more$"):
        read(DualRun, request(tmp_path))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(
            None,
            "engine-report.json: no such file; "
            "pytest --engines=both --engine-report=FILE writes one",
            id="missing",
        ),
        pytest.param(
            '{"schema": 1, "tests": [',
            "engine-report.json: cut off at line 1; the run that wrote it did not finish, run it "
            "again",
            id="cut in half",
        ),
        pytest.param(
            "",
            "engine-report.json: cut off at line 1; the run that wrote it did not finish, run it "
            "again",
            id="empty",
        ),
    ],
)
def test_a_report_that_cannot_be_read(tmp_path: Path, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / "engine-report.json").write_text(content)
    with pytest.raises(NoEvidenceError) as raised:
        read(DualRun, request(tmp_path))
    assert str(raised.value) == message


def test_a_run_on_one_engine_is_no_dual_run(tmp_path: Path) -> None:
    write_report(tmp_path, [], run={"asked": ["modular"]})
    with pytest.raises(NoEvidenceError) as raised:
        read(DualRun, request(tmp_path))
    assert str(raised.value) == "engine-report.json: no report of a run on both engines"


def test_the_newest_report_that_holds_the_evidence_is_taken(tmp_path: Path) -> None:
    tried = [{"engine": "legacy", "method": "update_stage", "tests": [], "noticed": []}]
    for name, hour, section in (("old", 9, tried), ("mid", 10, tried), ("new", 11, [])):
        started = {"started": f"2026-03-10T{hour:02}:00:00Z"}
        write_json(tmp_path / name, document([pair("a")], started, sabotage=section))
    asked = request(tmp_path, shelf=Shelf(tuple(tmp_path / one for one in ("new", "old", "mid"))))
    assert read(DualRun, asked).provenance.source == "new"
    assert read(SabotageRun, asked).provenance.source == "mid"


@pytest.mark.parametrize("seconds", [-1, 0, 60, 61, 62])
def test_what_is_of_the_time_of_a_run(tmp_path: Path, seconds: int) -> None:
    run = {"started": "2026-03-10T10:00:00Z", "duration": 60.0}  # the start has no fractions
    write_json(tmp_path / "report", document([pair("a")], run))
    time = datetime(2026, 3, 10, 10, tzinfo=timezone.utc) + timedelta(seconds=seconds)
    assert Shelf((tmp_path / "report",)).covers(time) is (0 <= seconds <= 61)


@pytest.mark.parametrize(
    ("run", "outcome", "wrong"),
    [
        pytest.param({}, "failed", True, id="failed, of one commit"),
        pytest.param({}, "error", True, id="error, of one commit"),
        pytest.param({"commit": "f" * 40}, "failed", False, id="of another commit"),
    ],
)
def test_two_reports_that_contradict_each_other(
    tmp_path: Path, run: Any, outcome: str, wrong: bool
) -> None:
    old = {"started": "2026-03-10T10:00:00Z"} | run
    write_json(tmp_path / "old", document([pair("a", candidate=outcome), pair("b")], old))
    write_json(tmp_path / "new", document([pair("a"), pair("b", candidate="skipped")]))
    asked = request(tmp_path, shelf=Shelf((tmp_path / "old", tmp_path / "new")))
    if not wrong:
        assert read(DualRun, asked).provenance.source == "new"
        return
    with pytest.raises(NoEvidenceError) as raised:
        read(DualRun, asked)
    assert str(raised.value) == (
        f"new and old contradict each other: t.py::a[modular] passed in the one and {outcome} in "
        "the other; run again, or name one of them"
    )


def test_where_a_report_comes_from(tmp_path: Path) -> None:
    incomplete = {"complete": False, "reasons": [REASON], "deselected": 3, "dirty": True}
    write_report(tmp_path, [pair("a")], run=incomplete)
    provenance = read(DualRun, request(tmp_path)).provenance
    assert provenance.gathered is not None
    assert provenance.gathered.isoformat() == "2026-03-10T11:01:00+00:00"
    assert (provenance.complete, provenance.gaps) == (False, ("stopped after 1 failure",))
    assert (provenance.deselected, provenance.dirty) == (3, True)


@pytest.mark.parametrize(
    "run", [{"duration": 1e300}, {"started": "9999-12-31T23:59:59Z"}], ids=["duration", "start"]
)
def test_a_run_beyond_the_end_of_time_is_from_the_future(tmp_path: Path, run: Any) -> None:
    write_report(tmp_path, [pair("a")], run=run)
    asked = request(tmp_path)
    (reason,) = refusals(read(DualRun, asked).provenance, asked)
    assert reason.startswith("it is from the future: gathered 9999-12-31T23:59:59")


@pytest.mark.parametrize("evidence", [{"events": 3}, {"events": {"emitted": 3}}, {"calls": [[]]}])
def test_evidence_of_another_shape_is_left_out(tmp_path: Path, evidence: Any) -> None:
    write_report(tmp_path, [pair("a", half(evidence=evidence), half(evidence=evidence))])
    for criterion in ("integrations-fire", "stage-events", "prompt-time", "rollback-rehearsed"):
        assert judge(criterion, request(tmp_path)).status == "inconclusive"

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from migration_lint.gate.evidence.base import NoEvidenceError
from migration_lint.gate.evidence.mission_records import mission_of
from migration_lint.gate.evidence.missions import MissionReader
from migration_lint.project import Settings
from tests.gate.builders import (
    days_ago,
    judge,
    pair,
    read,
    request,
    shown,
    write_json,
    write_report,
)

ENDED = days_ago(1)


@pytest.mark.parametrize(
    ("record", "outcome"),
    [
        pytest.param({"current_stage": "COMPLETE"}, "completed", id="state, complete"),
        pytest.param({"current_stage": "BUILDING"}, "running", id="state, under way"),
        pytest.param(
            {"current_stage": "COMPLETE", "halted_due_to_drift": True}, "halted", id="state, halted"
        ),
        pytest.param({"completed_at": ENDED, "total_cycles": 1}, "completed", id="final report"),
        pytest.param({"status": "HALTED_DUE_TO_DRIFT"}, "halted", id="report of a halt"),
        pytest.param({"final_stage": "ABORTED"}, "failed", id="final stage"),
        pytest.param({"status": "terminated", "completed_at": ENDED}, "failed", id="terminated"),
        pytest.param({"status": "strange", "completed_at": ENDED}, "unknown", id="unknown word"),
        pytest.param({"success": False, "completed_at": ENDED}, "failed", id="ended, no success"),
        pytest.param(
            {"status": "completed", "success": False, "completed_at": ENDED}, "failed", id="both"
        ),
        pytest.param(
            {"success": False, "current_stage": "BUILDING"}, "running", id="no success yet"
        ),
        pytest.param({"cycle_budget": 3}, "unknown", id="configuration of a mission"),
    ],
)
def test_outcomes(record: dict[str, Any], outcome: str) -> None:
    mission = mission_of({"mission_id": "m", **record}, "m.json", Settings())
    assert mission is not None
    assert mission.outcome == outcome


@pytest.mark.parametrize(
    ("record", "engine"),
    [
        pytest.param({}, None, id="not said"),
        pytest.param({"engine": "modular"}, "modular", id="by name"),
        pytest.param({"engine": "StageOrchestrator"}, "modular", id="by class"),
        pytest.param({"engine": " Modular"}, "modular", id="by name, written otherwise"),
        pytest.param({"engine": "steam"}, None, id="an engine that is none"),
        pytest.param({"USE_MODULAR_ENGINE": "yes"}, "modular", id="by flag"),
        pytest.param({"use_modular_engine": False}, "legacy", id="by flag, lower case"),
        pytest.param({"force_legacy_engine": True}, "legacy", id="forced"),
        pytest.param({"force_legacy_engine": "true"}, "legacy", id="forced, as a string"),
        pytest.param({"force_legacy_engine": 1}, "legacy", id="forced, as a number"),
        pytest.param({"force_legacy_engine": "no"}, None, id="not forced"),
    ],
)
def test_engines(record: dict[str, Any], engine: str | None) -> None:
    mission = mission_of({"mission_id": "m", **record}, "m.json", Settings())
    assert mission is not None
    assert mission.engine == engine


def write(root: Path, **missions: Any) -> None:
    for name, record in missions.items():
        write_json(root / "missions" / "mission_logs" / f"{name}.json", record)


def mission(name: str, engine: str | None = "modular", status: str = "completed") -> Any:
    record = {"mission_id": name, "status": status, "completed_at": ENDED}
    return record | ({"engine": engine} if engine else {})


def many(good: int, bad: int, engine: str | None = "modular") -> dict[str, Any]:
    statuses = ["completed"] * good + ["failed"] * bad
    names = [f"{engine}{number}" for number in range(good + bad)]
    return {name: mission(name, engine, one) for name, one in zip(names, statuses, strict=True)}


@pytest.mark.parametrize(
    ("criterion", "missions", "expected", "remedy"),
    [
        pytest.param(
            "test-missions-complete",
            many(3, 0),
            ("pass", "3 of 3 missions completed"),
            "",
            id="all complete",
        ),
        pytest.param(
            "test-missions-complete",
            many(2, 0) | many(5, 0, "legacy"),
            ("inconclusive", "2 of 2 missions completed"),
            "1 more mission on the candidate",
            id="too few on the candidate",
        ),
        pytest.param(
            "test-missions-complete",
            many(3, 0) | {"h": mission("h", status="HALTED_DUE_TO_DRIFT")},
            ("fail", "3 of 4 missions completed"),
            "mend the cause and run the missions again",
            id="a halt is no completion",
        ),
        pytest.param(
            "test-missions-complete",
            many(4, 0, None),
            ("inconclusive", "0 of 0 missions completed, 4 more do not name their engine"),
            "3 more missions on the candidate",
            id="engine not named",
        ),
        pytest.param(
            "test-missions-complete",
            many(3, 0) | many(0, 1, None),
            ("inconclusive", "3 of 3 missions completed, 1 more do not name their engine"),
            "the engine in the records of 1 failed mission",
            id="a failure of nobody's",
        ),
        pytest.param(
            "mission-success-rate",
            many(19, 1),
            ("pass", "19 of 20 missions completed (95 %)"),
            "",
            id="at the limit",
        ),
        pytest.param(
            "mission-success-rate",
            many(37, 2),
            ("fail", "37 of 39 missions completed (94.9 %)"),
            "mend what makes missions fail",
            id="below the limit",
        ),
        pytest.param(
            "mission-success-rate",
            many(3, 1),
            ("inconclusive", "3 of 4 missions completed (75 %)"),
            "16 more ended missions",
            id="too few to say",
        ),
        pytest.param(
            "mission-success-rate",
            many(3, 2),
            ("fail", "3 of 5 missions completed (60 %)"),
            "mend what makes missions fail",
            id="few, and already lost",
        ),
        pytest.param(
            "mission-success-rate",
            many(20, 0) | {"odd": mission("odd", status="strange")},
            ("inconclusive", "20 of 20 missions completed (100 %)"),
            "records that say how these missions ended",
            id="an end that nobody knows",
        ),
        pytest.param(
            "no-engine-mission-failure",
            many(3, 0) | many(0, 2, "legacy"),
            ("pass", "0 of 3 missions on the candidate failed"),
            "",
            id="failures of the control",
        ),
        pytest.param(
            "no-engine-mission-failure",
            many(3, 1),
            ("fail", "1 of 4 missions on the candidate failed"),
            "mend the candidate, or waive with the cause",
            id="failure of the candidate",
        ),
        pytest.param(
            "no-engine-mission-failure",
            many(3, 0) | {"b": mission("b", None) | {"force_legacy_engine": True}},
            ("fail", "0 of 3 missions on the candidate failed, 1 put back on the control"),
            "mend the candidate, or waive with the cause",
            id="rolled back",
        ),
        pytest.param(
            "no-engine-mission-failure",
            many(3, 0) | many(0, 1, None),
            ("inconclusive", "0 of 3 missions on the candidate failed"),
            "the engine in the records of 1 failed mission",
            id="failure of nobody",
        ),
        pytest.param(
            "failure-rate",
            many(59, 0) | many(40, 0, "legacy"),
            ("pass", "candidate 0 of 59 (0 %) failed, control 0 of 40 (0 %)"),
            "",
            id="no rise shown",
        ),
        pytest.param(
            "failure-rate",
            many(30, 0) | many(40, 0, "legacy"),
            ("inconclusive", "candidate 0 of 30 (0 %) failed, control 0 of 40 (0 %)"),
            "29 more missions on the candidate without failure",
            id="not enough to show it",
        ),
        pytest.param(
            "failure-rate",
            many(30, 5) | many(39, 1, "legacy"),
            ("fail", "candidate 5 of 35 (14.3 %) failed, control 1 of 40 (2.5 %)"),
            "find out why missions fail on the candidate",
            id="a rise",
        ),
        pytest.param(
            "failure-rate",
            many(30, 0)
            | {f"h{n}": mission(f"h{n}", status="HALTED_DUE_TO_DRIFT") for n in range(5)}
            | many(39, 1, "legacy"),
            ("fail", "candidate 5 of 35 (14.3 %) failed, control 1 of 40 (2.5 %)"),
            "find out why missions fail on the candidate",
            id="a rise of halted ones",
        ),
        pytest.param(
            "failure-rate",
            many(30, 0),
            ("inconclusive", "candidate 0 of 30 (0 %) failed, control 0 of 0"),
            "ended missions whose records name legacy as their engine",
            id="nothing to compare with",
        ),
        pytest.param(
            "missions-on-candidate",
            many(2, 0),
            ("pass", "2 of 2 missions on the candidate"),
            "",
            id="all on the candidate",
        ),
        pytest.param(
            "missions-on-candidate",
            many(2, 0) | many(1, 0, "legacy"),
            ("fail", "2 of 3 missions on the candidate"),
            "move them to the candidate",
            id="one on the control",
        ),
        pytest.param(
            "missions-on-candidate",
            many(2, 0) | many(1, 0, None),
            ("inconclusive", "2 of 3 missions on the candidate, 1 do not name their engine"),
            'the engine in 1 record: "engine": "modular"',
            id="one that does not say",
        ),
        pytest.param(
            "no-forced-mission",
            {"b": mission("b") | {"engine": "legacy", "force_legacy_engine": True}},
            ("fail", "1 of 1 mission forced"),
            "remove `force_legacy_engine` once it is mended",
            id="forced",
        ),
        pytest.param(
            "no-forced-mission", many(1, 0), ("pass", "0 of 1 mission forced"), "", id="not forced"
        ),
    ],
)
def test_mission_criteria(
    tmp_path: Path, criterion: str, missions: Any, expected: tuple[str, str], remedy: str
) -> None:
    write(tmp_path, **missions)
    judgement = judge(criterion, request(tmp_path, 3))
    assert shown(judgement) == expected
    assert judgement.remedy == remedy


@pytest.mark.parametrize(
    ("files", "message"),
    [
        pytest.param(
            {"a": mission("m"), "b": mission("m", status="failed")},
            "mission m: records contradict each other: completed in missions/mission_logs/a.json, "
            "failed in missions/mission_logs/b.json",
            id="two ends",
        ),
        pytest.param(
            {"a": mission("m"), "b": mission("m", "legacy")},
            "mission m: records contradict each other: legacy in missions/mission_logs/b.json, "
            "modular in missions/mission_logs/a.json",
            id="two engines",
        ),
        pytest.param(
            {"a": {"snapshot": 1}},
            "missions/mission_logs/a.json: no mission record: `mission_id` is missing",
            id="another kind of file",
        ),
        pytest.param(
            {"a": [3]},
            "missions/mission_logs/a.json: no mission record: `mission_id` is missing",
            id="no object",
        ),
        pytest.param(
            {"a": []}, "missions/mission_logs/a.json: empty: it records no mission", id="empty list"
        ),
        pytest.param(
            {"a": mission("m") | {"completed_at": days_ago(30)}},
            "1 file: no mission of the last 7 days",
            id="too old",
        ),
        pytest.param(
            {"a": mission("default")}, "1 file: no mission of the last 7 days", id="the placeholder"
        ),
    ],
)
def test_records_that_cannot_be_used(tmp_path: Path, files: Any, message: str) -> None:
    write(tmp_path, **files)
    with pytest.raises(NoEvidenceError) as raised:
        read(MissionReader, request(tmp_path))
    assert str(raised.value) == message


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    write(tmp_path, a=mission("a"))
    (tmp_path / "missions" / "mission_logs" / "b.json").write_text('{"mission_id": ')
    with pytest.raises(NoEvidenceError) as raised:
        read(MissionReader, request(tmp_path))
    assert str(raised.value) == "missions/mission_logs/b.json: damaged: not JSON"


def test_several_files_tell_of_one_mission(tmp_path: Path) -> None:
    write(
        tmp_path, report=mission("m", None), state={"mission_id": "m", "current_stage": "TESTING"}
    )
    write_json(tmp_path / "state" / "mission.json", {"mission_id": "m", "engine": "modular"})
    (only,) = read(MissionReader, request(tmp_path)).value.missions
    assert (only.id, only.outcome, only.engine) == ("m", "completed", "modular")


def test_missions_that_a_test_run_completed_are_no_evidence(tmp_path: Path) -> None:
    write_report(tmp_path, [pair("a")])
    then = {"completed_at": "2026-03-10T11:00:30Z"}
    write(tmp_path, a=mission("a") | then, b=mission("b", status="failed") | then, c=mission("c"))
    missions = read(MissionReader, request(tmp_path)).value.missions
    assert [one.id for one in missions] == ["b", "c"]

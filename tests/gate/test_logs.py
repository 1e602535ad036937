from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from migration_lint.gate.evidence.attribution import attribution_of
from migration_lint.gate.evidence.base import NoEvidenceError
from migration_lint.gate.evidence.log_records import records
from migration_lint.gate.evidence.logs import LogReader
from migration_lint.gate.provenance import refusals
from migration_lint.project import EngineSettings, Project, Settings
from tests.gate.builders import days_ago, judge, pair, read, request, shown, write_report

AT = "2026-03-10 08:00:00,123"


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        pytest.param(f"{AT} - INFO - an ERROR is text here", ["INFO"], id="conductor's format"),
        pytest.param(f"{AT} - af_engine.orchestrator - ERROR - x", ["ERROR"], id="with a name"),
        pytest.param("ERROR:investigation_engine:x", ["ERROR"], id="basicConfig's default"),
        pytest.param(f"[{AT}] [CRITICAL] x", ["CRITICAL"], id="brackets"),
        pytest.param("ERROR:    Exception in ASGI application", ["ERROR"], id="uvicorn"),
        pytest.param("2026-03-10T08:00:00.5Z FATAL x", ["FATAL"], id="ISO with zone"),
        pytest.param(
            '{"timestamp": "2026-03-10T08:00:00Z", "level": "error", "message": "x"}',
            ["ERROR"],
            id="JSON line",
        ),
        pytest.param(
            f"Mar 10 08:00:00 host atlasforge[12]: {AT} - ERROR - x", ["ERROR"], id="journal"
        ),
        pytest.param(
            f"{AT} - ERROR - x\nTraceback (most recent call last):\n  File ...\nValueError: y\n"
            f"{AT} - INFO - z",
            ["ERROR", "INFO"],
            id="a traceback belongs to its record",
        ),
        pytest.param(f"{AT} - shop - error - x", ["ERROR"], id="lower case, apart"),
        pytest.param(f"{AT} [error] x", ["ERROR"], id="lower case, in brackets"),
        pytest.param(f"{AT} - INFO - an error - of old", ["INFO"], id="lower case in prose"),
        pytest.param(f"{AT} what an error this is", [""], id="a time without a level"),
        pytest.param("2026/03/10 08:00:00 ERROR x", ["ERROR"], id="slashes"),
        pytest.param("10-Mar-2026 08:00:00 ERROR x", ["ERROR"], id="day first"),
        pytest.param("[10/Mar/2026:08:00:00 +0000] ERROR x", ["ERROR"], id="web server's"),
        pytest.param("Tue Mar 10 08:00:00 2026 ERROR x", ["ERROR"], id="ctime"),
        pytest.param("08:00:00.123 | ERROR | x", ["ERROR"], id="time of day"),
        pytest.param("08:00:00 ERROR x", ["ERROR"], id="time of day, bare"),
        pytest.param('time=2026-03-10T08:00:00Z level=error msg="x"', ["ERROR"], id="pairs"),
        pytest.param(f"\x1b[31m{AT} ERROR x\x1b[0m", ["ERROR"], id="in colour"),
        pytest.param('{"ts": 1773129600, "level": 50}', ["ERROR"], id="numbers"),
        pytest.param('{"time": 1773129600000, "level": 30}', ["WARNING"], id="milliseconds"),
        pytest.param('{"log": {"level": "error"}}', ["ERROR"], id="ECS"),
        pytest.param('{"log.level": "error"}', ["ERROR"], id="ECS, dotted"),
        pytest.param(
            '{"text": "x", "record": {"level": {"name": "ERROR", "no": 40}}}',
            ["ERROR"],
            id="loguru",
        ),
        pytest.param('{"name": "ERROR"}\n[1]\n{"level": null}', [], id="JSON without a level"),
        pytest.param("ERRORS: 0\nINFORMATION", [], id="words that only begin like levels"),
        pytest.param("just text\nmore", [], id="no log"),
    ],
)
def test_records_of_every_format(text: str, levels: list[str]) -> None:
    assert [record.level for record in records(text)] == levels


def test_a_record_holds_its_traceback_and_its_line() -> None:
    text = f"{AT} - INFO - a\n{AT} - ERROR - b\nTraceback\nValueError: c"
    last = list(records(text))[-1]
    assert (last.line, last.text) == (2, f"{AT} - ERROR - b\nTraceback\nValueError: c")


@pytest.mark.parametrize(
    ("text", "engine"),
    [
        pytest.param("modular engine failed", "modular", id="the plan's word"),
        pytest.param("StageOrchestrator: no stage", "modular", id="the plan's class"),
        pytest.param("Using MODULAR af_engine implementation", "modular", id="AtlasForge's case"),
        pytest.param('File "/srv/af_engine/stages/planning.py", line 3', "modular", id="path"),
        pytest.param("af_engine.state_manager - ERROR - x", "modular", id="module"),
        pytest.param('File "/srv/af_engine_legacy.py", line 9', "legacy", id="legacy's file"),
        pytest.param("legacy engine", "legacy", id="legacy's name"),
        pytest.param('File "/srv/af_engine/__init__.py", line 3', None, id="the dispatcher"),
        pytest.param("modularity is nice", None, id="another word"),
        pytest.param("disk is full", None, id="nothing"),
    ],
)
def test_attribution_in_atlasforge(tmp_path: Path, text: str, engine: str | None) -> None:
    assert attribution_of(Project(tmp_path, None, Settings())).engine_of(text) == engine


def test_attribution_of_two_engines_in_one_package(tmp_path: Path) -> None:
    engines = {"old": EngineSettings("shop.old:Engine"), "new": EngineSettings("shop.new:Engine")}
    settings = Settings(control="old", candidate="new", engines=engines)
    attribution = attribution_of(Project(tmp_path, None, settings))
    told = {text: attribution.engine_of(text) for text in ("shop/new.py", "shop.old - x", "Engine")}
    assert told == {"shop/new.py": "new", "shop.old - x": "old", "Engine": None}


def test_attribution_can_be_configured(tmp_path: Path) -> None:
    gate = {"attribution": {"modular": "orchestr"}}
    attribution = attribution_of(request(tmp_path, gate=gate).project)
    assert attribution.engine_of("the Orchestra plays") == "modular"


def write(root: Path, text: str, name: str = "atlasforge.log") -> None:
    (root / "logs").mkdir(exist_ok=True)
    (root / "logs" / name).write_text(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"{AT} - INFO - Using MODULAR af_engine implementation\n",
            ("pass", "0 ERRORs of the candidate, 0 of the control, 0 of neither, in 1 records"),
            id="clean",
        ),
        pytest.param(
            f"{AT} - ERROR - StageOrchestrator: no stage\n",
            ("fail", "1 ERROR of the candidate, 0 of the control, 0 of neither, in 1 records"),
            id="the candidate's by its text",
        ),
        pytest.param(
            f"{AT} - INFO - Using MODULAR af_engine implementation\n{AT} - ERROR - disk is full\n",
            ("fail", "1 ERROR of the candidate, 0 of the control, 0 of neither, in 2 records"),
            id="the candidate's by the announcement before",
        ),
        pytest.param(
            f"{AT} - INFO - Using MODULAR af_engine implementation\n"
            f"{AT} - WARNING - Falling back to legacy engine\n{AT} - ERROR - disk is full\n",
            ("pass", "0 ERRORs of the candidate, 1 of the control, 0 of neither, in 3 records"),
            id="the control's after the fallback",
        ),
        pytest.param(
            f"{AT} - ERROR - disk is full\n",
            (
                "inconclusive",
                "0 ERRORs of the candidate, 0 of the control, 1 of neither, in 1 records",
            ),
            id="nobody's",
        ),
        pytest.param(
            f"{AT} - INFO - Using LEGACY af_engine implementation\n",
            (
                "inconclusive",
                "0 ERRORs of the candidate, 0 of the control, 0 of neither, in 1 records",
            ),
            id="the candidate was never in use",
        ),
    ],
)
def test_no_error_logs(tmp_path: Path, text: str, expected: tuple[str, str]) -> None:
    write(tmp_path, text)
    assert shown(judge("no-error-logs", request(tmp_path))) == expected


MODULAR = f"{AT} - INFO - Using MODULAR af_engine implementation\n"
LEGACY = f"{AT} - INFO - Using LEGACY af_engine implementation\n"
FALLBACK = f"{AT} - WARNING - Falling back to legacy engine\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param([MODULAR * 2], ("pass", "0 fallbacks after 2 starts"), id="none"),
        pytest.param(
            [MODULAR + FALLBACK + LEGACY + MODULAR],
            ("fail", "1 fallback after 2 starts"),
            id="silent fallback",
        ),
        pytest.param(
            [MODULAR + LEGACY],
            ("fail", "1 fallback after 1 start"),
            id="restarted with the flag off",
        ),
        pytest.param(
            [LEGACY + MODULAR], ("pass", "0 fallbacks after 1 start"), id="the way forward"
        ),
        pytest.param([MODULAR, LEGACY], ("pass", "0 fallbacks after 1 start"), id="two programs"),
        pytest.param([LEGACY], ("inconclusive", "0 fallbacks after 0 starts"), id="never begun"),
    ],
)
def test_no_fallback(tmp_path: Path, files: list[str], expected: tuple[str, str]) -> None:
    for number, text in enumerate(files):
        write(tmp_path, text, f"{number}.log")
    assert shown(judge("no-fallback", request(tmp_path, 2))) == expected


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(None, "no log file matches logs/*.log, logs/*.log.*", id="no file"),
        pytest.param(b"", "logs/a.log: no record of the last 7 days", id="empty"),
        pytest.param(b"x\0y", "logs/a.log: damaged: it holds NUL bytes", id="damaged"),
        pytest.param(
            b"2026-03-10 08:00:00 nothing\n",
            "logs/a.log: no line is a log record with a level",
            id="times without levels",
        ),
        pytest.param(
            b"prose\n", "logs/a.log: no line is a log record with a level", id="another file"
        ),
        pytest.param(
            b"2026-01-01 08:00:00,1 - INFO - modular\n",
            "logs/a.log: no record of the last 7 days",
            id="too old",
        ),
    ],
)
def test_logs_that_cannot_be_used(tmp_path: Path, content: bytes | None, message: str) -> None:
    if content is not None:
        write(tmp_path, "", "a.log")
        (tmp_path / "logs" / "a.log").write_bytes(content)
    with pytest.raises(NoEvidenceError) as raised:
        read(LogReader, request(tmp_path))
    assert str(raised.value) == message


@pytest.mark.parametrize("name", ["a.log.1", "a.log.2026-03-09", "a.log.1.gz"])
def test_rotated_logs_are_read(tmp_path: Path, name: str) -> None:
    write(tmp_path, MODULAR, "a.log")
    old = f"{AT} - ERROR - modular broke\n".encode()
    (tmp_path / "logs" / name).write_bytes(gzip.compress(old) if name.endswith(".gz") else old)
    assert judge("no-error-logs", request(tmp_path)).status == "fail"


def test_a_damaged_archive_is_named(tmp_path: Path) -> None:
    write(tmp_path, MODULAR, "a.log")
    (tmp_path / "logs" / "a.log.1.gz").write_bytes(gzip.compress(b"x" * 99)[:20])
    with pytest.raises(NoEvidenceError) as raised:
        read(LogReader, request(tmp_path))
    assert str(raised.value) == "logs/a.log.1.gz: damaged: it cannot be unpacked"


@pytest.mark.parametrize(
    ("time", "refused"),
    [
        pytest.param("2026-03-10T12:10:00Z", True, id="ahead, with zone"),
        pytest.param("2026-03-10T20:00:00", False, id="ahead, of an unknown zone"),
        pytest.param("2026-03-12T20:00:00", True, id="ahead in every zone"),
    ],
)
def test_logs_from_the_future(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, time: Any, *, refused: bool
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    write(tmp_path, f"{time} INFO modular\n{days_ago(1)} INFO x\n")
    asked = request(tmp_path)
    assert bool(refusals(read(LogReader, asked).provenance, asked)) is refused


def test_records_of_the_test_run_alone_are_no_evidence(tmp_path: Path) -> None:
    write_report(tmp_path, [pair("a")])
    write(tmp_path, "2026-03-10T11:00:30Z INFO modular\n")
    with pytest.raises(NoEvidenceError) as raised:
        read(LogReader, request(tmp_path))
    assert str(raised.value) == (
        "logs/atlasforge.log: every record was written while the tests ran"
    )
    write(tmp_path, "2026-03-10T11:00:30Z ERROR modular\n2026-03-10T11:05:00Z INFO modular\n")
    assert judge("no-error-logs", request(tmp_path)).status == "fail"

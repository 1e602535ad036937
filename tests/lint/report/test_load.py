"""Reading an engine report."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from migration_lint.report import ReportError, load_report
from tests.lint.report.documents import document, write

HOW = "pytest --engines=both --engine-report=FILE writes one"


def problem_of(path: Path) -> str:
    """What is said about the file, without its path in front."""
    with pytest.raises(ReportError) as caught:
        load_report(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    return message.removeprefix(f"{path}: ")


def test_a_report_is_read(tmp_path: Path) -> None:
    report = load_report(write(tmp_path / "report.json", document()))
    assert report.run.started_at == datetime(2026, 1, 31, 8, tzinfo=timezone.utc)
    assert report.engines["legacy"].passed == 1
    assert [result.id for result in report.results("modular")] == [
        "tests/test_a.py::test_a[modular]"
    ]
    assert report.source == str(tmp_path / "report.json")
    assert report.raw == document()


def test_a_key_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    later = document()
    later["tests"][0]["colour"] = "green"
    assert load_report(write(tmp_path / "report.json", later)).tests[0].verdict == "matched"


FILES = (
    ("empty", b"", "cut off at line 1; the run that wrote it did not finish, run it again"),
    ("text", b"hello", f"not JSON (line 1, column 1: Expecting value); {HOW}"),
    ("binary", b"\xff\xfe\x00", f"not an engine report, it is no UTF-8 text; {HOW}"),
    ("list", b"[]", f"not an engine report; {HOW}"),
    ("other-json", b'{"diagnostics": [], "schema": 1}', f"not an engine report; {HOW}"),
    ("nan", b'{"schema": NaN}', f"not JSON (line 1, column 1: NaN is no JSON value); {HOW}"),
    ("deep", b"[" * 200_000, f"not an engine report, it is nested too deeply; {HOW}"),
    (
        "schema-2",
        b'{"schema": 2, "engines": {}}',
        (
            "schema 2 is not the schema 1 that this migration-lint reads; "
            "write and read the report with the same version"
        ),
    ),
)


@pytest.mark.parametrize(
    ("content", "problem"), [pytest.param(*row[1:], id=row[0]) for row in FILES]
)
def test_a_file_that_is_no_report(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(content)
    assert problem_of(path) == problem


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_report_that_was_cut(tmp_path: Path, share: float) -> None:
    text = json.dumps(document(), indent=1)
    path = tmp_path / "report.json"
    path.write_text(text[: int(len(text) * share)], encoding="utf-8")
    assert problem_of(path).endswith("the run that wrote it did not finish, run it again")


def test_a_missing_file(tmp_path: Path) -> None:
    assert problem_of(tmp_path / "none.json") == f"no such file; {HOW}"


def test_a_directory(tmp_path: Path) -> None:
    assert problem_of(tmp_path) == "is a directory; name the report file in it"


def put(*keys: Any, value: Any) -> Callable[[dict[str, Any]], None]:
    """A change of a document: the value at these keys."""

    def change(target: Any) -> None:
        for key in keys[:-1]:
            target = target[key]
        target[keys[-1]] = value

    return change


def drop(name: str) -> Callable[[dict[str, Any]], None]:
    """A change of a document: a key of the top is gone."""
    return lambda target: target.pop(name)


CHANGES = (
    ("missing", drop("run"), "run: is missing"),
    ("bool", put("run", "complete", value=1), "run.complete: 1 is not true or false"),
    (
        "outcome",
        put("tests", 0, "engines", "legacy", "outcome", value="green"),
        (
            "tests[0].engines.legacy.outcome: 'green' is not one of "
            "passed, failed, error, skipped, xfailed, xpassed"
        ),
    ),
    ("list", put("tests", value={}), "tests: {} is not a list"),
    ("object", put("engines", "legacy", value=None), "engines.legacy: None is not an object"),
    ("count", put("parity", "pairs", value=True), "parity.pairs: True is not a whole number"),
    (
        "number",
        put("run", "duration", value="x" * 99),
        f"run.duration: '{'x' * 56}... is not a number",
    ),
    (
        "time",
        put("run", "started", value="now"),
        "run.started: 'now' is not a time like 2026-01-31T08:00:00Z",
    ),
)


@pytest.mark.parametrize(
    ("change", "problem"), [pytest.param(*row[1:], id=row[0]) for row in CHANGES]
)
def test_a_value_that_does_not_fit(
    tmp_path: Path, change: Callable[[dict[str, Any]], None], problem: str
) -> None:
    content = document()
    change(content)
    assert problem_of(write(tmp_path / "report.json", content)) == f"{problem}; {HOW}"

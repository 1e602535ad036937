"""Report files: where they go, and what happens when they cannot."""

from __future__ import annotations

import json
import os
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from pytest_engine_rollout.options import REPORT_WORDS
from pytest_engine_rollout.reports.base import report_for
from pytest_engine_rollout.reports.markdown_file import MarkdownReport
from pytest_engine_rollout.reports.writing import write_aside
from tests.plugin.reports.conftest import Run
from tests.plugin.reports.samples import full_run

ONE = """
from af_engine import RDMissionController
def test_a(): RDMissionController().build_rd_prompt()
def test_b(): pass
"""


def test_every_report_has_an_option() -> None:
    assert REPORT_WORDS == ("ctrf", "html", "markdown", "report")
    assert [report_for(word).word for word in REPORT_WORDS] == list(REPORT_WORDS)


def test_every_report_is_written_and_named(run: Run, product: Path) -> None:
    options = [f"--engine-{word}=out/{word}" for word in REPORT_WORDS]
    ran = run(ONE, *options)
    ran.stdout.fnmatch_lines([f"{word:<12} out/{word}" for word in REPORT_WORDS])
    assert sorted(path.name for path in (product / "out").iterdir()) == list(REPORT_WORDS)


def test_a_path_of_the_ini_file_starts_at_the_root(
    run: Run, product: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (product / "below").mkdir()
    monkeypatch.chdir(product / "below")
    run(
        ONE,
        "..",
        f"--rootdir={product}",
        "-o",
        "engine_report=ini.json",
        "--engine-ctrf=typed.json",
    )
    assert (product / "ini.json").exists()
    assert (product / "below" / "typed.json").exists()


def test_two_runs_write_the_same_tests(run: Run, product: Path) -> None:
    found = []
    for _ in range(2):
        run(ONE, "--engine-report=r.json")
        tests = json.loads((product / "r.json").read_text("utf-8"))["tests"]
        found.append(re.sub(r"\d+(\.\d+)?e-\d+|\d+\.\d+", "TIME", json.dumps(tests)))
    assert found[0] == found[1]


def test_a_folder_in_the_way(run: Run, product: Path) -> None:
    (product / "out").mkdir()
    ran = run(ONE, "--engine-html=out")
    assert ran.ret == pytest.ExitCode.USAGE_ERROR
    ran.stderr.fnmatch_lines(["ERROR: --engine-html: out is a directory; name a file in it"])


def test_one_file_for_two_reports(run: Run) -> None:
    ran = run(ONE, "--engine-report=x/../out", "--engine-html=out")
    assert ran.ret == pytest.ExitCode.USAGE_ERROR
    ran.stderr.fnmatch_lines(
        ["ERROR: --engine-report: x/../out is the file of --engine-html too; name another"]
    )


def test_a_file_that_cannot_be_written(run: Run, product: Path) -> None:
    (product / "file").touch()
    ran = run(ONE, "--engine-report=file/r.json")
    assert ran.ret == pytest.ExitCode.TESTS_FAILED
    ran.stdout.fnmatch_lines(
        [
            "report       file/r.json could not be written: *",
            "exit status 1: --engine-report not written",
        ]
    )


def test_nothing_is_written_when_nothing_runs(run: Run, product: Path) -> None:
    ran = run(ONE, "--collect-only", "--engine-report=r.json")
    assert not (product / "r.json").exists()
    ran.stdout.no_fnmatch_line("*engine rollout*")


def test_a_file_is_replaced_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report"
    path.write_text("old", encoding="utf-8")

    def fail(*_: Path) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_aside(path, "new")
    assert [p.name for p in tmp_path.iterdir()] == ["report"]
    assert path.read_text("utf-8") == "old"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "report")
    write_aside(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "report").read_text("utf-8") == "new"


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_aside(tmp_path / "pipe", "new")
        assert os.read(reader, 10) == b"new"
    finally:
        os.close(reader)


def test_a_step_summary_is_added_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "summary"
    path.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(path))
    MarkdownReport().write(full_run(), path)
    assert path.read_text("utf-8").startswith("before\n## Engine rollout")


PROPERTIES = {
    "test_a[legacy]": {
        "engine": "legacy",
        "engine.base_id": "test_a.py::test_a",
        "engine.observed": "legacy",
        "engine.exercised": "true",
        "engine.vacuous": "false",
    },
    "test_b[modular]": {
        "engine": "modular",
        "engine.base_id": "test_a.py::test_b",
        "engine.observed": "modular",
        "engine.exercised": "false",
        "engine.vacuous": "true",
    },
}


@pytest.mark.parametrize("workers", [pytest.param([], id="alone"), pytest.param(["-n2"], id="n2")])
def test_junit_xml_says_the_engine_of_each_case(
    run: Run, product: Path, workers: list[str]
) -> None:
    run(ONE, "--junitxml=junit.xml", *workers)
    cases = {
        case.get("name"): {p.get("name"): p.get("value") for p in case.iter("property")}
        for case in ET.parse(product / "junit.xml").iter("testcase")
    }
    assert len(cases) == 4
    assert {name: cases[name] for name in PROPERTIES} == PROPERTIES


def test_the_report_says_which_configuration(run: Run, product: Path) -> None:
    (product / "engine_rollout.toml").write_text("phase = 2\n", encoding="utf-8")
    run(ONE, "--engine-report=r.json")
    configuration = json.loads((product / "r.json").read_text("utf-8"))["run"]["configuration"]
    assert configuration["source"] == "engine_rollout.toml"
    assert re.fullmatch("sha256:[0-9a-f]{64}", configuration["digest"])

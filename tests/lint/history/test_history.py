"""The burn-down over a git history."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from migration_lint.history.changes import Trend, trend
from migration_lint.history.commits import Commit, sampled, snapshots
from migration_lint.history.plot import sparkline, svg
from migration_lint.history.timeline import Point, Problem, State, Walk, Work, timeline
from migration_lint.selection import selection_of
from migration_lint.workspace import open_project
from tests.lint.cli.command import commit, git, lint, write

LEGACY = "import af_engine_legacy\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    for message, files in (
        ("clean", {"a.py": "x = 1\n"}),
        ("worse", {"a.py": LEGACY, "b.py": LEGACY}),
        ("no code", {"notes.txt": "nothing\n"}),
        ("better", {"a.py": "x = 2\n"}),
    ):
        write(tmp_path, files)
        commit(tmp_path, message)
    return tmp_path


def history(project: Path, *arguments: str) -> Any:
    return json.loads(lint(project, "history", "--format", "json", *arguments).out)


def test_each_commit_is_counted_and_changes_are_named(project: Path) -> None:
    found = history(project, "--every", "commit")
    assert [point["total"] for point in found["points"]] == [0, 2, 2, 1]
    counted = [(one["subject"], len(one["added"]), len(one["removed"])) for one in found["changes"]]
    assert counted == [("worse", 2, 0), ("better", 0, 1)]
    assert found["changes"][1]["removed"] == [
        {"code": "ML101", "path": "a.py", "symbol": "af_engine_legacy"}
    ]


def test_a_second_look_and_more_processes_say_the_same(project: Path) -> None:
    first = history(project, "--every", "commit", "--no-cache", "--jobs", "1")
    assert first == history(project, "--every", "commit", "--jobs", "2")
    assert first == history(project, "--every", "commit")


def test_a_range_and_the_last_of_each_day(project: Path) -> None:
    some = history(project, "--every", "commit", "--git", "HEAD~2..")
    assert [one["total"] for one in some["points"]] == [2, 1]
    assert [one["total"] for one in history(project, "--every", "day")["points"]] == [1]


def test_the_table(project: Path) -> None:
    lines = lint(project, "history", "--every", "commit").out.splitlines()
    assert lines[0].endswith("2      +2 -0  worse")
    assert lines[1] == "    + ML101 a.py af_engine_legacy"
    assert "▁██▅  4 commits" in lines
    assert "now 1: ML101 1" in lines
    last = lint(project, "history", "--every", "commit", "--git", "HEAD~1..").out.splitlines()
    assert "█  1 commit" in last


def test_the_table_tells_of_what_is_alike_in_one_line(project: Path) -> None:
    write(project, {"c.py": LEGACY * 3 + "x = 1\n", "b.py": ""})
    commit(project, "mixed")
    lines = lint(project, "history", "--every", "commit", "--git", "HEAD~1..").out.splitlines()
    assert [line for line in lines if line.startswith("    ")] == [
        "    + ML101 c.py af_engine_legacy (3 times)"
    ]


def test_what_a_shallow_clone_lacks_is_said(project: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth=1", project.as_uri(), str(clone))
    fetch = "this clone is shallow: `git fetch --unshallow` fetches the rest\n"
    assert lint(clone, "history").err == f"migration-lint: this is a part of the history; {fetch}"
    wanted = lint(clone, "--diff", "HEAD~1")
    assert wanted.err == f"migration-lint: HEAD~1 names no commit of this repository; {fetch}"


def test_the_page_holds_the_plot(project: Path) -> None:
    assert "<svg " in lint(project, "--format", "html").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["--git", "nothing"], "git log: ", id="no such range"),
        pytest.param(["--git", "--output=x"], "expected one argument", id="an option for a range"),
    ],
)
def test_wrong_use(project: Path, arguments: list[str], message: str) -> None:
    ran = lint(project, "history", *arguments)
    assert ran.status == 2
    assert message in ran.err


def point(day: str, count: int) -> Point:
    found = {str(number): Problem("ML101", "a.py", "x") for number in range(count)}
    return Point(Commit(day, day, day[:7], ""), found)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        pytest.param([], Trend(0.0, None), id="nothing"),
        pytest.param([point("2026-01-01", 4)], Trend(0.0, None), id="one day"),
        pytest.param(
            [point("2026-01-01", 20), point("2026-01-15", 6)],
            Trend(-7.0, date(2026, 1, 21)),
            id="falling",
        ),
        pytest.param(
            [point("2026-01-01", 1), point("2026-01-08", 2)], Trend(1.0, None), id="rising"
        ),
        pytest.param(
            [point("2025-01-01", 90), point("2026-01-01", 2), point("2026-01-08", 2)],
            Trend(0.0, None),
            id="only the last four weeks count",
        ),
    ],
)
def test_trend(points: list[Point], expected: Trend) -> None:
    assert trend(points) == expected


@pytest.mark.parametrize(
    ("counts", "line"),
    [
        pytest.param([], "", id="none"),
        pytest.param([0, 0], "▁▁", id="zero"),
        pytest.param([0, 7, 14], "▁▅█", id="rising"),
    ],
)
def test_sparkline(counts: list[int], line: str) -> None:
    assert sparkline(counts) == line


def test_a_long_sparkline_is_narrowed() -> None:
    drawn = sparkline(range(1200))
    assert (len(drawn), drawn[0], drawn[-1]) == (60, "▁", "█")


def test_the_plot_is_xml() -> None:
    assert svg([]) == ""
    drawn = ET.fromstring(svg([point("2026-01-01", 3), point("2026-01-02", 1)]))
    assert len(drawn.findall("{http://www.w3.org/2000/svg}polygon")) == 1


def test_samples_are_the_last_of_their_day_or_week() -> None:
    commits = [Commit(name, day, week, "") for name, day, week in ("ab1", "ac1", "bd1", "be2")]
    assert [one.name for one in sampled(commits, "commit")] == ["a", "a", "b", "b"]
    assert [one.date for one in sampled(commits, "day")] == ["b", "c", "d", "e"]
    assert [one.date for one in sampled(commits, "week")] == ["d", "e"]


def test_states_that_follow_each_other_are_looked_at_where_a_change_can_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = "import af_engine\n\n\nc = af_engine.RDMissionController()\nc.mission\n"
    git(tmp_path, "init", "-q")
    for number, files in enumerate(
        (
            {"user.py": user, "other.py": "x = 1\n"},
            {"other.py": "x = 2\n"},
            {"user.py": user.replace("\n\nc =", "\n# more\n\nc =")},
            {"user.py": user.replace("c.mission", "c.update_stage('a')")},
            {"other.py": LEGACY},
            {"new.py": "x = 1\n"},
            {"other.py": "retrun\n x"},
        )
    ):
        write(tmp_path, files)
        commit(tmp_path, str(number))
    looked: list[int] = []
    analysed = Walk._analysed

    def counted(walk: Walk, state: State) -> Mapping[str, Problem]:
        looked.append(len(state))
        return analysed(walk, state)

    monkeypatch.setattr(Walk, "_analysed", counted)
    project = open_project(root=str(tmp_path))
    past = snapshots(str(tmp_path), "HEAD", "commit", lambda _: False)
    points = timeline(Work(project, selection_of(project)), past, jobs=1, cache=False)
    assert [sorted(problem.code for problem in point.found.values()) for point in points] == [
        ["ML201"], ["ML201"], ["ML201"], [], ["ML101"], ["ML101"], ["ML901"],
    ]  # fmt: skip
    assert looked == [2, 2, 2, 3, 3]  # the first, and where something may have changed

"""The command as users run it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from migration_lint.cli import main
from tests.gate.builders import document, half, pair, write_json


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "checkout"
    root.mkdir()
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    (root / "README.md").write_text("x\n")
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *arguments], cwd=root, check=True)
    monkeypatch.chdir(root)
    return root


def head(root: Path) -> str:
    done = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=root, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def write_run(root: Path, *tests: Any) -> Path:
    from datetime import datetime, timezone  # noqa: PLC0415 - a run of right now, nowhere else

    started = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    run = {"started": started, "duration": 0.0, "commit": head(root)}
    return write_json(root / "engine-report.json", document(tests, run))


def configure(root: Path, *counting: str) -> None:
    """Let only these criteria count."""
    from migration_lint.gate.criteria import all_criteria  # noqa: PLC0415 - as in the command

    names = [name for name in all_criteria() if name not in counting]
    (root.parent / "engine_rollout.toml").write_text(f"[gate]\ndry-run = {json.dumps(names)}\n")


def run(*arguments: str) -> int:
    return main(["gate", "--root", ".", "--config", "../engine_rollout.toml", *arguments])


def test_ready_is_0(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configure(checkout, "no-regression")
    write_run(checkout, pair("a"))
    assert run() == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "READY: end of phase 1, legacy to modular"
    assert lines[1].startswith("the one criterion that counts passed; ")
    assert lines[1].endswith(" in dry run or waived did not pass")


def test_not_ready_is_1(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configure(checkout, "no-regression")
    write_run(checkout, pair("a", candidate=half("failed", message="boom")))
    assert run("--format", "json") == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["verdict"], answer["blocking"]) == ("not_ready", ["no-regression"])
    assert answer["criteria"][-1]["standing"] == "dry-run"


def test_nothing_measured_is_1(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gate", "--phase", "2"]) == 1
    assert capsys.readouterr().out.startswith("INCONCLUSIVE: end of phase 2, legacy to modular\n")
    assert not [one for one in checkout.iterdir() if one.name not in (".git", "README.md")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ["--write", "html"],
            "migration-lint: --write html: give FORMAT=FILE; the formats are badge, github, html, "
            "json, junit, markdown, text\n",
            id="write without a file",
        ),
        pytest.param(
            ["--output", "no/such/folder.txt"],
            "migration-lint: no/such/folder.txt: cannot be written: there is no folder no/such; "
            "choose another file\n",
            id="output that cannot be written",
        ),
        pytest.param(
            ["--record", "--history", "no/such/folder"],
            "cannot be written: No such file or directory; choose another --history\n",
            id="history that cannot be written",
        ),
        pytest.param(
            ["--config", "nowhere.toml"],
            "migration-lint: nowhere.toml: cannot be read: No such file or directory; "
            "name an existing file\n",
            id="configuration that is not there",
        ),
    ],
)
@pytest.mark.usefixtures("checkout")
def test_wrong_use_is_2(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gate", *arguments]) == 2
    assert capsys.readouterr().err.endswith(message)


def test_a_hostile_configuration_steers_no_terminal(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (checkout.parent / "engine_rollout.toml").write_text(
        '[gate.waivers."\\u001b[31m\\n::error::x"]\nowner = "a"\n'
    )
    assert run() == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) > 3
    assert all(line.isprintable() for line in lines)
    assert [line for line in lines[1:] if not line.startswith("  ")] == []


def test_an_unknown_criterion_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gate", "--explain", "nothing"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("migration-lint: there is no criterion nothing; there are ")


PAGE = """\
mission-success-rate: missions succeed
======================================

Enough of the missions that ended have completed.

The rate of fewer than 20 missions says nothing about 95 %; it fails early where 20 could no
longer reach the limit. Missions of both engines count: this is the product's health, and
`failure-rate` compares the engines.

phases:    1, 2, 3, 4
plan:      "Mission success rate | Mission logs | < 95%"
limit:     at least 95 %
threshold: gate.thresholds.mission-success-rate, 0 to 1, default 0.95
evidence:  mission records
command:   migration-lint gate --missions GLOB
"""


def test_a_criterion_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gate", "--explain", "mission-success-rate"]) == 0
    assert capsys.readouterr().out == PAGE


def test_all_criteria_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gate", "--explain"]) == 0
    assert "1,2,3,4  no-regression" in capsys.readouterr().out


def test_other_formats_are_written_beside(checkout: Path) -> None:
    configure(checkout, "no-regression")
    write_run(checkout, pair("a"))
    assert run("--write", "markdown=a.md", "--write", "badge=a.svg", "--output", "a.txt") == 0
    starts = {name: (checkout / name).read_text()[:5] for name in ("a.md", "a.svg", "a.txt")}
    assert starts == {"a.md": "## ✅ ", "a.svg": "<svg ", "a.txt": "READY"}


def test_the_burn_down_is_that_of_the_git_history(checkout: Path) -> None:
    configure(checkout, "no-regression")
    write_run(checkout, pair("a"))
    run("--format", "html", "--output", "page.html")
    assert "Burn-down" in (page := Path("page.html").read_text())
    assert "<title>ML101</title>" not in page
    Path("old.py").write_text("import af_engine_legacy\n")
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (["add", "old.py"], ["commit", "-qm", "second"]):
        subprocess.run([*git, *arguments], check=True)
    run("--format", "html", "--output", "page.html")
    assert "<title>ML101</title>" in Path("page.html").read_text()
    shutil.rmtree(".git")
    run("--format", "html", "--output", "page.html")
    assert "Burn-down" not in Path("page.html").read_text()


def test_verdicts_are_recorded(checkout: Path) -> None:
    configure(checkout, "no-regression")
    write_run(checkout, pair("a"))
    for _ in range(2):
        assert run("--record") == 0
    lines = (checkout / "engine-gate-history.jsonl").read_text().splitlines()
    assert [json.loads(line)["commit"] for line in lines] == [head(checkout)] * 2


def test_the_report_may_be_named(checkout: Path) -> None:
    configure(checkout, "no-regression")
    write_run(checkout, pair("a")).rename(checkout.parent / "elsewhere.json")
    assert run() == 1
    assert run("--report", "../elsewhere.json") == 0


def test_a_changed_tree_is_refused(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configure(checkout, "no-regression")
    write_run(checkout, pair("a"))
    (checkout / "README.md").write_text("changed\n")
    assert run() == 1
    assert "the tree differs from the commit: " in capsys.readouterr().out


def test_the_module_runs_as_the_command_does(checkout: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "migration_lint", "gate", "--phase", "4"],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(("NOT READY", "INCONCLUSIVE"))

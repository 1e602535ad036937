"""`migration-lint check`, as users run it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.lint.cli.command import commit, git, lint, write

LEGACY = "from af_engine_legacy import RDMissionController\n"
FOUND = (
    "a.py:1:6: ML101 `RDMissionController` is imported from `af_engine_legacy`, "
    "which is gone in phase 4; import it from `af_engine`\n"
)


def test_a_finding_is_a_line_and_status_1(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": LEGACY})
    ran = lint(tmp_path)
    assert (ran.status, ran.err) == (1, "")
    assert ran.out == FOUND + "Found 1 error in 1 file, phase 1.\n"


def test_a_clean_project_is_status_0(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "x = 1\n"})
    ran = lint(tmp_path)
    assert (ran.status, ran.out) == (0, "Nothing found in 1 file, phase 1.\n")


def test_only_the_paths_passed_are_reported_on(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": LEGACY, "p/b.py": LEGACY})
    ran = lint(tmp_path, "p")
    assert ran.out.startswith("p/b.py:1:6: ML101")
    assert "a.py:1" not in ran.out.replace("b.py", "")


def test_facts_of_files_that_are_not_passed_count(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "factory.py": "from af_engine import RDMissionController\n\n\n"
            "def make():\n    return RDMissionController()\n",
            "user.py": "from factory import make\n\nmake().advance()\n",
        },
    )
    ran = lint(tmp_path, "user.py")
    assert ran.out.startswith("user.py:3:8: ML201")


def test_a_bridge_is_noted_until_phase_4(tmp_path: Path) -> None:
    write(tmp_path, {"af_engine/__init__.py": LEGACY})
    assert lint(tmp_path).status == 0
    assert lint(tmp_path, "--fail-on", "note").status == 1
    assert lint(tmp_path, "--phase", "4").status == 1


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        pytest.param(["--exit-zero"], 0, id="exit zero"),
        pytest.param(["--ignore", "ML1"], 0, id="ignored by prefix"),
        pytest.param(["--select", "ML2,ML3"], 0, id="not selected"),
        pytest.param(["--select", "ML1", "--select", "ML3"], 1, id="selected twice"),
        pytest.param(["--select", "ML1", "--ignore", "ML101"], 0, id="ignore is more exact"),
        pytest.param(["--select", "ML101", "--ignore", "ML1"], 1, id="select is more exact"),
    ],
)
def test_what_is_checked(tmp_path: Path, arguments: list[str], status: int) -> None:
    write(tmp_path, {"a.py": LEGACY})
    assert lint(tmp_path, *arguments).status == status


def test_statistics_count_by_rule(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": LEGACY, "b.py": LEGACY})
    assert lint(tmp_path, "--statistics").out == (
        "2  ML101  legacy-import\nFound 2 errors in 2 files, phase 1.\n"
    )


def test_per_file_ignores_and_exclude_come_from_the_configuration(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "engine_rollout.toml": 'exclude = ["old"]\n[lint.per-file-ignores]\n"t/*" = ["ML1"]\n',
            "old/a.py": LEGACY,
            "t/a.py": LEGACY,
        },
    )
    assert lint(tmp_path).status == 0
    ran = lint(tmp_path, "old/a.py")
    assert ran.err == (
        "migration-lint: old/a.py: left out, because `exclude` in the configuration says so\n"
    )


def test_standard_input_stands_for_a_file(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "x = 1\n", "b.py": LEGACY})
    ran = lint(tmp_path, "--stdin-filename", "a.py", "-", stdin=LEGACY.encode())
    assert ran.out == FOUND + "Found 1 error in 1 file, phase 1.\n"


def test_standard_input_is_read_whatever_is_known_of_the_file(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "x = 1\n"})
    lint(tmp_path)
    ran = lint(tmp_path, "--stdin-filename", "a.py", stdin=LEGACY.encode())
    assert ran.out == FOUND + "Found 1 error in 1 file, phase 1.\n"


def test_diff_reports_what_was_added_wherever_it_moved(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path, {"old.py": "import af_engine_legacy\nx = 1\ny = 2\nz = 3\n", "b.py": "x = 1\n"})
    commit(tmp_path, "one")
    git(tmp_path, "mv", "old.py", "new.py")
    write(tmp_path, {"b.py": "\n" + LEGACY})
    ran = lint(tmp_path, "--diff", "HEAD")
    assert ran.out.splitlines()[0].startswith("b.py:2:6: ML101")
    assert len(ran.out.splitlines()) == 2


@pytest.mark.parametrize("added_since", ["HEAD~1..HEAD", "HEAD~1...HEAD", "HEAD~1.."])
def test_diff_takes_a_range_up_to_what_is_checked_out(tmp_path: Path, added_since: str) -> None:
    git(tmp_path, "init", "-q")
    for name in ("a", "b"):
        write(tmp_path, {f"{name}.py": LEGACY})
        commit(tmp_path, name)
    ran = lint(tmp_path, "--diff", added_since)
    assert [line.partition(":")[0] for line in ran.out.splitlines()[:-1]] == ["b.py"]


def test_diff_refuses_a_range_that_ends_elsewhere(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    for name in ("a", "b"):
        write(tmp_path, {f"{name}.py": LEGACY})
        commit(tmp_path, name)
    ran = lint(tmp_path, "--diff", "HEAD..HEAD~1")
    assert ran.status == 2
    assert "HEAD~1 is not checked out" in ran.err


def test_diff_with_an_end_takes_nothing_but_commits(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    for name in ("a", "b"):
        write(tmp_path, {f"{name}.py": LEGACY})
        commit(tmp_path, name)
    write(tmp_path, {"c.py": LEGACY})
    assert lint(tmp_path, "--diff", "HEAD~1..").out.count("ML101") == 2
    ran = lint(tmp_path, "--diff", "HEAD~1...HEAD")
    assert [line.partition(":")[0] for line in ran.out.splitlines()[:-1]] == ["b.py"]
    write(tmp_path, {"b.py": LEGACY * 2})
    ran = lint(tmp_path, "--diff", "HEAD~1..HEAD")
    assert ran.status == 2
    assert ran.err.splitlines()[-1].endswith(
        "b.py has changes in no commit, and HEAD~1..HEAD ends at one; commit them, or ask for what "
        "was added since HEAD~1"
    )


def test_diff_says_why_git_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path, {"a.py": LEGACY})
    commit(tmp_path, "a")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")  # as in a container
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)  # which may say that the folder is safe
    ran = lint(tmp_path, "--diff", "HEAD")
    assert ran.status == 2
    assert "git rev-parse: fatal: detected dubious ownership" in ran.err


def test_a_dash_is_standard_output(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": LEGACY})
    ran = lint(tmp_path, "--output", "-")
    assert ran.out == FOUND + "Found 1 error in 1 file, phase 1.\n"
    assert not (tmp_path / "-").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["none.py"], "none.py: there is no such file or folder", id="path"),
        pytest.param(
            ["baselin"],
            "there is no command and no file baselin; did you mean baseline?",
            id="misspelt command",
        ),
        pytest.param(["--select", "ML777"], "ML777 is no code and no prefix of one", id="code"),
        pytest.param(["--baseline", "none.json"], "none.json: cannot be read", id="baseline"),
        pytest.param(["--output", "no/folder/x"], "no/folder/x: cannot be written", id="output"),
        pytest.param(["--diff", "HEAD"], "not a git repository", id="no repository"),
        pytest.param(["--format", "word"], "invalid choice: 'word'", id="format"),
        pytest.param(["--fix", "--stdin-filename", "a.py"], "not standard input", id="fix"),
        pytest.param(["--root", "none"], "none: is no folder; --root names", id="root"),
        pytest.param(["baseline", "--root", "none"], "none: is no folder", id="root of baseline"),
        pytest.param(["--config", "none.toml"], "none.toml: cannot be read", id="configuration"),
    ],
)
def test_wrong_use_is_one_message_and_status_2(
    tmp_path: Path, arguments: list[str], message: str
) -> None:
    write(tmp_path, {"a.py": "x = 1\n"})
    ran = lint(tmp_path, *arguments)
    assert ran.status == 2
    assert message in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_status_2_and_the_rest_is_linted(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": LEGACY, "b.py": LEGACY})
    (tmp_path / "b.py").chmod(0)
    ran = lint(tmp_path)
    assert ran.status == 2
    assert ran.out.startswith(FOUND)
    assert ran.err == (
        "migration-lint: b.py: cannot be read: Permission denied; "
        "mend its permissions or exclude it\n"
    )


def test_the_output_file_holds_the_report(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": LEGACY})
    ran = lint(tmp_path, "--format", "json", "--output", "report.json")
    assert (ran.status, ran.out) == (1, "")
    assert json.loads((tmp_path / "report.json").read_text())["summary"]["error"] == 1


def test_what_is_no_plain_file_is_written_to_and_stays(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": LEGACY})
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDWR | os.O_NONBLOCK)
    ran = lint(tmp_path, "a.py", "--output", "pipe")
    assert (ran.status, ran.out) == (1, "")
    assert os.read(reader, 1000).decode().startswith(FOUND)
    os.close(reader)
    assert (tmp_path / "pipe").is_fifo()


def test_a_link_to_the_output_file_stays_one(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": LEGACY, "real.txt": ""})
    (tmp_path / "link.txt").symlink_to("real.txt")
    assert lint(tmp_path, "--output", "link.txt").status == 1
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text().startswith(FOUND)


def test_the_report_goes_to_standard_output_by_its_name_too(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": LEGACY})
    assert Path("/dev/stdout").is_symlink()
    assert lint(tmp_path, "--output", "/dev/stdout").out.startswith(FOUND)
    assert Path("/dev/stdout").is_symlink()


def test_a_module_whose_name_is_no_text_is_followed(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/n\xff.py"
    Path(os.fsdecode(name)).write_text(
        "from af_engine import RDMissionController as C\nC().mission\n"
    )
    write(tmp_path, {"b.py": "from a import C\n"})
    for _ in range(2):  # from the cache too
        ran = lint(tmp_path)
        assert (ran.status, ran.out.split(":")[0]) == (1, "n\\udcff.py")
        write(tmp_path, {"b.py": "from a import C\nx = 1\n"})


def test_characters_that_the_output_has_no_code_for_are_shown_by_number(tmp_path: Path) -> None:
    write(tmp_path, {"\xfc.py": LEGACY})
    ran = lint(tmp_path, env={"PYTHONIOENCODING": "ascii"})
    assert (ran.status, ran.out.split(":")[0]) == (1, "\\xfc.py")


def test_the_configuration_above_makes_the_root(tmp_path: Path) -> None:
    write(tmp_path, {"engine_rollout.toml": "phase = 2\n", "p/a.py": LEGACY, "b.py": LEGACY})
    ran = lint(tmp_path / "p", ".")
    assert ran.out.startswith("p/a.py:1:6: ML101")
    assert ran.out.endswith("Found 1 error in 1 file, phase 2.\n")


def test_without_configuration_a_bridge_above_makes_the_root(tmp_path: Path) -> None:
    bridge = "af_engine/__init__.py"
    write(tmp_path, {bridge: LEGACY, "af_engine/a.py": LEGACY, "tools/b.py": LEGACY})
    ran = lint(tmp_path / "af_engine", "--no-cache")
    assert f"{bridge}:1:6: ML101 note: " in ran.out
    assert ran.out.endswith("Found 2 errors and 1 note in 3 files, phase 1.\n")
    assert lint(tmp_path / "tools", "b.py").out.startswith("tools/b.py:1:6: ML101 ")


def test_a_bridge_that_turns_up_nearer_makes_another_root(tmp_path: Path) -> None:
    write(tmp_path, {"af_engine/__init__.py": LEGACY, "p/a.py": LEGACY})
    assert lint(tmp_path / "p", ".").out.startswith("p/a.py:1:6: ")
    write(tmp_path, {"p/af_engine/__init__.py": ""})
    assert lint(tmp_path / "p", ".").out.startswith(FOUND)


def test_a_number_of_processes_is_one_at_least(tmp_path: Path) -> None:
    ran = lint(tmp_path, "--jobs", "0")
    assert ran.status == 2
    assert ran.err.endswith("argument --jobs: 0 is no number of processes; 1 is the least\n")


def test_a_folder_elsewhere_is_a_project_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, {"there/a.py": LEGACY, "here/x.py": ""})
    ran = lint(tmp_path / "here", str(tmp_path / "there"))
    assert ran.out.startswith(FOUND)


def test_fix_mends_what_is_safe_first(tmp_path: Path) -> None:
    source = "def pick(mission_id: str) -> bool:\n    return hash(mission_id) % 100 < 50\n"
    write(tmp_path, {"a.py": source})
    shown = lint(tmp_path, "fix", "--unsafe", "--dry-run")
    assert "--- a.py" in shown.out
    assert (tmp_path / "a.py").read_text() == source
    assert lint(tmp_path, "fix").out == (
        "Mended 0 files.\n"
        "1 finding in 1 file can be mended by `migration-lint fix --unsafe`: "
        "that may change what the code does, so look at it with --dry-run first.\n"
    )
    assert lint(tmp_path, "fix", "--unsafe").out == "a.py: mended\nMended 1 file.\n"
    assert (tmp_path / "a.py").read_text() != source


def test_a_file_that_is_asked_for_is_parsed_in_a_large_project(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "x = 1\n" * 50_000 + "x = = 1\n"})
    assert lint(tmp_path).status == 0
    asked = lint(tmp_path, "a.py")
    assert (asked.status, asked.out.split(" ")[:2]) == (1, ["a.py:50001:5:", "ML901"])


def test_fix_deletes_suppressions_that_let_nothing_pass(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "import json  # migration-lint: ignore[ML101] once\n"})
    assert lint(tmp_path).status == 1
    assert lint(tmp_path, "--fix").status == 0
    assert (tmp_path / "a.py").read_text() == "import json\n"

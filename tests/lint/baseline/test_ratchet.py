"""The baseline: what is known passes, what is new fails, what is stale fails."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import migration_lint
from tests.lint.cli.command import commit, git, lint, write

FILE = ".migration-baseline.json"
LEGACY = "import af_engine_legacy\n"
ENTRY = (
    '{"path": "a.py", "code": "ML101", "symbol": "af_engine_legacy", "scope": "", "occurrence": 0}'
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, {"a.py": LEGACY, "b.py": "x = 1\n"})
    assert lint(tmp_path, "baseline").out == f"{FILE}: wrote 1 entry\n"
    return tmp_path


def test_the_file_is_one_entry_a_line_and_valid(project: Path) -> None:
    text = (project / FILE).read_text()
    assert text == f'{{"schema": 1, "entries": [\n{ENTRY},\nnull]}}\n'
    schemas = Path(migration_lint.__file__).parent / "schemas"
    schema = json.loads((schemas / "baseline.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(json.loads(text))


def test_what_is_known_passes_and_is_counted(project: Path) -> None:
    ran = lint(project)
    assert (ran.status, ran.out) == (0, "Nothing found in 3 files, phase 1, 1 known.\n")
    assert lint(project, "--no-baseline").status == 1


def test_moving_and_reformatting_changes_nothing(project: Path) -> None:
    write(project, {"a.py": "'''Doc.'''\n\nimport   af_engine_legacy  # why\n"})
    assert lint(project).status == 0


def test_what_is_new_fails(project: Path) -> None:
    write(project, {"b.py": LEGACY})
    assert lint(project).out.startswith("b.py:1:8: ML101")


def test_a_swap_is_seen(project: Path) -> None:
    write(project, {"a.py": "x = 1\n", "b.py": LEGACY})
    codes = [line.split()[1] for line in lint(project).out.splitlines()[:-1]]
    assert sorted(codes) == ["ML101", "ML903"]


def test_what_is_stale_fails_and_says_how_to_prune(project: Path) -> None:
    write(project, {"a.py": "x = 1\n"})
    ran = lint(project)
    assert ran.status == 1
    assert ran.out.splitlines()[0] == (
        f"{FILE}:2:1: ML903 ML101 on `af_engine_legacy` in a.py is no longer found; "
        "run `migration-lint baseline --prune`"
    )
    assert lint(project, "baseline", "--prune").out == f"{FILE}: removed 1, kept 0 entries\n"
    assert lint(project).status == 0


def test_pruning_never_adds(project: Path) -> None:
    write(project, {"b.py": LEGACY})
    lint(project, "baseline", "--prune")
    assert (project / FILE).read_text().count('"path"') == 1


def test_what_was_not_looked_at_is_not_stale(project: Path) -> None:
    write(project, {"a.py": "x = 1\n"})
    assert lint(project, "b.py").status == 0
    assert lint(project, "--select", "ML2,ML903").status == 0
    write(project, {"a.py": "x = (\n"})
    assert "ML903" not in lint(project).out


def test_a_renamed_file_keeps_its_entries(project: Path) -> None:
    git(project, "init", "-q")
    commit(project, "one")
    git(project, "mv", "a.py", "c.py")
    assert lint(project).status == 0
    commit(project, "two")
    assert lint(project).status == 0
    lint(project, "baseline", "--prune")
    assert json.loads((project / FILE).read_text())["entries"][0]["path"] == "c.py"


def test_a_file_renamed_in_the_commit_of_the_baseline_keeps_its_entries(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": LEGACY, "b.py": "x = 1\n"})
    git(tmp_path, "init", "-q")
    commit(tmp_path, "code")
    lint(tmp_path, "baseline")
    git(tmp_path, "mv", "a.py", "c.py")
    commit(tmp_path, "baseline, and a new name")
    assert lint(tmp_path).status == 0
    git(tmp_path, "mv", "c.py", "d.py")
    commit(tmp_path, "once more")
    assert lint(tmp_path).status == 0
    assert lint(tmp_path, "baseline", "--prune").out.endswith(": removed 0, kept 1 entry\n")
    assert '"d.py"' in (tmp_path / FILE).read_text()


def test_a_baseline_that_git_does_not_know_follows_renames(tmp_path: Path) -> None:
    write(tmp_path, {"a b.py": LEGACY, ".gitignore": FILE})
    git(tmp_path, "init", "-q")
    commit(tmp_path, "code")
    lint(tmp_path, "baseline")
    git(tmp_path, "mv", "a b.py", "c.py")
    commit(tmp_path, "a new name")
    assert lint(tmp_path).status == 0


def test_a_rename_that_git_sees_only_later_is_not_hidden_by_the_cache(project: Path) -> None:
    git(project, "init", "-q")
    commit(project, "one")
    (project / "a.py").rename(project / "c.py")
    assert lint(project).status == 1
    git(project, "add", "-A")
    assert lint(project).status == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "from af_engine_legacy import STAGES\n",
            "from af_engine_legacy import LIMIT\n",
            id="name",
        ),
        pytest.param(
            f"{LEGACY}af_engine_legacy.STAGES\n",
            f"{LEGACY}af_engine_legacy.LIMIT\n",
            id="attribute",
        ),
        pytest.param(
            "from unittest.mock import patch\npatch('af_engine_legacy.STAGES')\n",
            "from unittest.mock import patch\npatch('af_engine_legacy.LIMIT')\n",
            id="patch",
        ),
        pytest.param(
            f"{LEGACY}x: 'af_engine_legacy.A'\n", f"{LEGACY}x: 'af_engine_legacy.B'\n", id="type"
        ),
    ],
)
def test_one_for_one_is_seen(tmp_path: Path, before: str, after: str) -> None:
    write(tmp_path, {"a.py": before})
    lint(tmp_path, "baseline")
    assert lint(tmp_path).status == 0
    write(tmp_path, {"a.py": after})
    assert lint(tmp_path).status == 1


def test_names_in_another_order_are_the_same(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "from af_engine_legacy import STAGES, LIMIT\n"})
    lint(tmp_path, "baseline")
    write(tmp_path, {"a.py": "from af_engine_legacy import (\n    LIMIT,\n    STAGES,\n)\n"})
    assert lint(tmp_path).status == 0


def test_two_branches_merge_as_text(tmp_path: Path) -> None:
    write(tmp_path, {f"{name}.py": LEGACY for name in "aeimquy"})
    git(tmp_path, "init", "-q")
    lint(tmp_path, "baseline")
    commit(tmp_path, "base")
    for branch, added, mended in (("one", "c", "q"), ("two", "z", "i")):
        git(tmp_path, "checkout", "-q", "-b", branch, "main")
        write(tmp_path, {f"{added}.py": LEGACY, f"{mended}.py": "x = 1\n"})
        lint(tmp_path, "baseline")
        commit(tmp_path, branch)
    git(tmp_path, "merge", "-q", "--no-edit", "one")
    assert lint(tmp_path).status == 0


def test_two_branches_that_add_at_the_same_place_merge_by_union(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": LEGACY, ".gitattributes": f"{FILE} merge=union\n"})
    git(tmp_path, "init", "-q")
    lint(tmp_path, "baseline")
    commit(tmp_path, "base")
    for name in ("one", "two"):
        git(tmp_path, "checkout", "-q", "-b", name, "main")
        write(tmp_path, {f"{name}.py": LEGACY})
        lint(tmp_path, "baseline")
        commit(tmp_path, name)
    git(tmp_path, "merge", "-q", "--no-edit", "one")
    assert lint(tmp_path).status == 0


def test_notes_are_not_known_because_a_phase_can_make_errors_of_them(tmp_path: Path) -> None:
    write(tmp_path, {"af_engine/__init__.py": LEGACY})
    lint(tmp_path, "baseline")
    assert lint(tmp_path, "--phase", "4").status == 1


def test_what_the_linter_says_of_itself_is_not_known(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "x = 1  # migration-lint: ignore[ML101] gone\n", "b.py": "x = (\n"})
    assert lint(tmp_path, "baseline").out == f"{FILE}: wrote 0 entries\n"
    assert "ML902" in lint(tmp_path).out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(
            f"{{\n<<<<<<< HEAD\n{ENTRY},\n=======\n>>>>>>> b\n",
            ":2: a merge conflict was left here; keep the entries of both sides, delete the marker "
            "lines, then run `migration-lint baseline --prune`",
            id="conflict",
        ),
        pytest.param(
            f'{{"schema": 1, "entries": [\n{ENTRY},\n',
            ":3: is no baseline: Expecting value; restore the file from git, or write it anew with "
            "`migration-lint baseline`",
            id="cut in half",
        ),
        pytest.param("[]", ':1: is no baseline: it has no list "entries"', id="another document"),
        pytest.param('{"schema": 9, "entries": []}', ":1: has schema 9, this version", id="schema"),
        pytest.param(
            f'{{"schema": 1, "entries": [\n{ENTRY},\n{{"path": "b.py"}},\nnull]}}',
            ":3: is no baseline: entry 2 is not an object with",
            id="entry without fields",
        ),
        pytest.param("\xff", ":1: is no baseline: it is not UTF-8", id="bytes"),
        pytest.param("[" * 100_000, ":1: is no baseline: it is nested too deep", id="deep"),
    ],
)
def test_a_file_that_is_no_baseline_is_refused(project: Path, content: str, message: str) -> None:
    (project / FILE).write_bytes(content.encode("latin-1"))
    ran = lint(project)
    assert ran.status == 2
    assert f"{FILE}{message}" in ran.err
    assert "Traceback" not in ran.err

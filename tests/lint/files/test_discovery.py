"""Which files are found."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from migration_lint.files.discovery import SKIPPED_FOLDERS, discover
from migration_lint.workspace import open_workspace


def tree(root: Path, *paths: str) -> str:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x = 1\n")
    return str(root.resolve())


def git(root: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments]
    subprocess.run(command, cwd=root, check=True, capture_output=True)


def test_without_git_the_tree_is_walked(tmp_path: Path) -> None:
    root = tree(tmp_path, "a.py", "p/b.py", "p/__pycache__/b.pyc", "env/pyvenv.cfg", "env/c.py")
    assert discover(root).files == ["a.py", "p/b.py"]


def test_what_git_ignores_is_left_out_and_what_it_would_add_is_not(tmp_path: Path) -> None:
    root = tree(tmp_path, "tracked.py", "new.py", "build/out.py", "ü name.py")
    git(tmp_path, "init", "-q")
    (tmp_path / ".gitignore").write_text("build/\n")
    git(tmp_path, "add", "tracked.py")
    assert discover(root).files == [".gitignore", "new.py", "tracked.py", "ü name.py"]


def test_git_would_add_no_caches_and_environments(tmp_path: Path) -> None:
    root = tree(tmp_path, "a.py", "p/__pycache__/a.pyc", ".venv/b.py", "node_modules/c.json")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "node_modules")
    assert discover(root).files == ["a.py", "node_modules/c.json"]


def test_a_project_inside_what_git_ignores_is_walked(tmp_path: Path) -> None:
    root = tree(tmp_path / "ignored/p", "a.py")
    git(tmp_path, "init", "-q")
    (tmp_path / ".gitignore").write_text("ignored/\n")
    assert discover(root).files == ["a.py"]


def test_a_tracked_file_that_is_gone_is_no_file(tmp_path: Path) -> None:
    root = tree(tmp_path, "gone.py", "here.py")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    (tmp_path / "gone.py").unlink()
    assert discover(root).files == ["here.py"]


@pytest.mark.parametrize("git_aware", [False, True], ids=["walk", "git"])
@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        pytest.param("old", ["a.py", "p/new/b.py"], id="name anywhere"),
        pytest.param("p/old", ["a.py", "old/d.py", "p/new/b.py"], id="path from the root"),
        pytest.param("p/**/c.py", ["a.py", "old/d.py", "p/new/b.py"], id="two stars"),
        pytest.param("p/*", ["a.py", "old/d.py"], id="folder matched by a glob"),
        pytest.param("*.py", [], id="glob of a name"),
        pytest.param("[!ab]/", ["a.py", "old/d.py"], id="character class"),
    ],
)
def test_exclude(tmp_path: Path, pattern: str, left: list[str], git_aware: bool) -> None:
    root = tree(tmp_path, "a.py", "old/d.py", "p/new/b.py", "p/old/c.py")
    if git_aware:
        git(tmp_path, "init", "-q")
    assert discover(root, [pattern]).files == left


def test_what_is_left_out_by_name_may_be_tracked_or_lie_around_the_root(tmp_path: Path) -> None:
    root = tree(tmp_path / "old/root", "a.py", "old/b.py", "old/c.py", "built.py", "x/root/d.py")
    git(tmp_path, "init", "-q")
    (tmp_path / ".gitignore").write_text("built.py\n")
    git(tmp_path, "add", "old/root/old/b.py")
    assert discover(root, ["old"]).files == ["a.py", "x/root/d.py"]
    assert discover(root, ["root", "old/root"]).files == ["a.py", "old/b.py", "old/c.py"]


def test_git_need_not_look_into_what_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tree(tmp_path, "a.py", "old/b.py")
    git(tmp_path, "init", "-q")
    asked: list[list[str]] = []
    monkeypatch.setattr("migration_lint.files.discovery._output_of", asked.append)
    discover(root, ["old", "*.txt", "p/q", "!x"])
    spared = {word for word in asked[0] if word.startswith("--exclude=")}
    assert spared - {f"--exclude={name}/" for name in SKIPPED_FOLDERS} == {"--exclude=old"}


def test_links_in_loops_and_out_of_the_root_are_not_followed(tmp_path: Path) -> None:
    root = tree(tmp_path / "root", "p/a.py")
    tree(tmp_path, "outside.py")
    (tmp_path / "root/p/loop").symlink_to(tmp_path / "root")
    (tmp_path / "root/out.py").symlink_to(tmp_path / "outside.py")
    (tmp_path / "root/in.py").symlink_to(tmp_path / "root/p/a.py")
    (tmp_path / "root/self.py").symlink_to("self.py")
    assert discover(root).files == ["in.py", "p/a.py"]


NO_FILE = "is a link that leads nowhere, or no regular file; mend it or exclude it"


@pytest.mark.parametrize("git_aware", [False, True], ids=["walk", "git"])
def test_what_looks_like_a_file_and_is_none_is_said(tmp_path: Path, git_aware: bool) -> None:
    root = tree(tmp_path, "a.py")
    for link, target in (("b.py", "gone.py"), ("c.yml", "c.yml"), (".#a.py", "me"), ("d", "e")):
        (tmp_path / link).symlink_to(target)
    os.mkfifo(tmp_path / "pipe.py")
    if git_aware:
        git(tmp_path, "init", "-q")
    found = open_workspace(root=root)
    due = ["b.py", "c.yml"] if git_aware else ["b.py", "c.yml", "pipe.py"]  # git lists no pipes
    assert [file.path for file in found.files] == ["a.py"]
    assert list(found.problems) == [f"{path}: {NO_FILE}" for path in due]
    assert found.unread == [".#a.py", "d"]


@pytest.mark.parametrize("name", ["gone.py", "loop.py", "pipe.py"])
def test_what_is_asked_for_and_is_no_file_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    root = tree(tmp_path, "a.py")
    (tmp_path / "gone.py").symlink_to("nowhere.py")
    (tmp_path / "loop.py").symlink_to("loop.py")
    os.mkfifo(tmp_path / "pipe.py")
    monkeypatch.chdir(root)
    assert open_workspace([name]).problems == (f"{name}: {NO_FILE}",)


def test_asking_for_a_folder_chooses_what_lies_in_it(tmp_path: Path) -> None:
    root = tree(tmp_path, "a.py", "p/b.py", "q/c.py")
    found = discover(root, paths=[f"{root}/p", f"{root}/a.py"])
    assert (found.files, found.chosen) == (["a.py", "p/b.py", "q/c.py"], ["a.py", "p/b.py"])


def test_a_file_asked_for_by_name_counts_though_git_ignores_it(tmp_path: Path) -> None:
    root = tree(tmp_path, "a.py", "build/b.py")
    git(tmp_path, "init", "-q")
    (tmp_path / ".gitignore").write_text("build/\n")
    assert discover(root, paths=[f"{root}/build/b.py"]).chosen == ["build/b.py"]
    assert discover(root, paths=[f"{root}/build"]).chosen == ["build/b.py"]


def test_what_cannot_be_had_is_said(tmp_path: Path) -> None:
    root = tree(tmp_path / "root", "a.py", "old/b.py")
    outside = tree(tmp_path, "outside.py")
    found = discover(
        root, ["old"], [f"{root}/none.py", f"{outside}/outside.py", f"{root}/old/b.py"]
    )
    assert found.problems == [
        f"{root}/none.py: there is no such file or folder; check the name",
        f"{outside}/outside.py: lies outside the project root {root}; run from there",
    ]
    assert found.notes == ["old/b.py: left out, because `exclude` in the configuration says so"]
    assert found.chosen == []
    two = discover(root, ["old"], [f"{root}/old/b.py", f"{root}/old"])
    assert two.notes == [
        "old/b.py and 1 more: left out, because `exclude` in the configuration says so"
    ]

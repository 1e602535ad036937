from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from migration_lint.project.revision import Revision, changed_files, revision_of


def git(root: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", "-C", str(root), *identity, *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    (tmp_path / "engine.py").write_text("x = 1\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    return tmp_path


def test_a_clean_tree_is_its_commit(repository: Path) -> None:
    assert revision_of(repository) == Revision(git(repository, "rev-parse", "HEAD"), dirty=False)


@pytest.mark.parametrize(
    ("path", "dirty"),
    [
        pytest.param("engine.py", ("engine.py",), id="tracked file changed"),
        pytest.param("test new.py", ("test new.py",), id="untracked Python"),
        pytest.param("engine-report.json", (), id="untracked report"),
    ],
)
def test_what_makes_a_tree_dirty(repository: Path, path: str, dirty: tuple[str, ...]) -> None:
    (repository / path).write_text("x = 2\n")
    assert changed_files(repository) == dirty
    assert revision_of(repository).dirty is bool(dirty)


@pytest.mark.parametrize("hide", ["--assume-unchanged", "--skip-worktree"])
def test_a_change_that_git_was_told_to_overlook_counts(repository: Path, hide: str) -> None:
    git(repository, "update-index", hide, "engine.py")
    assert changed_files(repository) == ()
    (repository / "engine.py").write_text("x = 2\n")
    assert revision_of(repository).changed == ("engine.py",)


def test_a_file_outside_a_sparse_checkout_is_no_change(repository: Path) -> None:
    git(repository, "update-index", "--skip-worktree", "engine.py")
    (repository / "engine.py").unlink()
    assert changed_files(repository) == ()


def test_a_tree_that_git_cannot_look_at_is_not_clean(repository: Path) -> None:
    (repository / ".git" / "index").write_bytes(b"damaged")
    assert revision_of(repository) == Revision(git(repository, "rev-parse", "HEAD"), None)


def test_changes_elsewhere_in_the_repository_do_not_count(repository: Path) -> None:
    part = repository / "part"
    part.mkdir()
    (repository / "engine.py").write_text("x = 2\n")
    assert revision_of(part).dirty is False


def test_outside_a_repository_nothing_is_known(tmp_path: Path) -> None:
    assert revision_of(tmp_path / "nowhere") == Revision(None, None)

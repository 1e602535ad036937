"""Real paths of files, found without looking at each folder again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pytest_engine_rollout.watch.real_paths import RealPaths


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.py").touch()
    (tmp_path / "folder").symlink_to("real")
    (tmp_path / "file.py").symlink_to(Path("real", "a.py"))
    return tmp_path


@pytest.mark.parametrize("name", ["real/a.py", "folder/a.py", "file.py", "real/../real/a.py"])
def test_real_path(tree: Path, name: str) -> None:
    paths = RealPaths()

    assert [paths.of(f"{tree}/{name}") for _ in range(2)] == [
        os.path.realpath(tree / "real/a.py")
    ] * 2


def test_relative_name(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)

    assert RealPaths().of("folder/a.py") == os.path.realpath(tree / "real" / "a.py")


@pytest.mark.parametrize("name", ["<string>", "<frozen importlib._bootstrap>"])
def test_name_of_no_file(name: str) -> None:
    assert RealPaths().of(name) == name

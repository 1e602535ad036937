"""The result cache: never a wrong answer, whatever happens to it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.lint.cli.command import Ran, lint, write

CLEAN, LEGACY = "import json_____________\n", "import af_engine_legacy\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, {"a.py": LEGACY, "b.py": CLEAN})
    return tmp_path


def both(project: Path, *arguments: str) -> Ran:
    """With the cache and without; they must agree."""
    cached, fresh = lint(project, *arguments), lint(project, "--no-cache", *arguments)
    assert cached == fresh
    return cached


def test_a_second_run_says_the_same(project: Path) -> None:
    assert both(project) == both(project)
    assert (project / ".migration-lint-cache/.gitignore").read_text() == "*\n"


def test_no_cache_leaves_nothing_behind(project: Path) -> None:
    lint(project, "--no-cache")
    assert not (project / ".migration-lint-cache").exists()


def test_a_change_of_the_same_size_and_time_is_seen(project: Path) -> None:
    both(project)
    status = (project / "b.py").stat()
    write(project, {"b.py": LEGACY.ljust(len(CLEAN) - 1, "\n") + "\n"})
    os.utime(project / "b.py", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert "b.py:1:8: ML101" in both(project).out


@pytest.mark.parametrize(
    ("path", "content"),
    [
        pytest.param("c.py", LEGACY, id="new file"),
        pytest.param("engine_rollout.toml", "phase = 3\n", id="new configuration"),
        pytest.param(".migration-baseline.json", '{"schema": 1, "entries": [null]}', id="baseline"),
        pytest.param("a.py", "x = 1\n", id="mended file"),
    ],
)
def test_what_changes_is_seen(project: Path, path: str, content: str) -> None:
    both(project)
    write(project, {path: content})
    both(project)


def test_a_link_that_leads_nowhere_is_seen(project: Path) -> None:
    both(project)
    (project / "c.py").symlink_to("gone.py")
    both(project, "a.py")  # which keeps nothing for the next run to repeat
    ran = both(project)
    assert ran.status == 2
    assert "c.py: is a link that leads nowhere" in ran.err


def test_a_file_that_is_gone_is_seen(project: Path) -> None:
    both(project)
    (project / "a.py").unlink()
    assert both(project).out == "Nothing found in 1 file, phase 1.\n"


def test_other_paths_and_formats_use_what_was_found(project: Path) -> None:
    both(project)
    assert both(project, "b.py").out == "Nothing found in 1 file, phase 1.\n"
    assert both(project, "--format", "github").out.startswith("::error title=ML101")


@pytest.mark.parametrize(
    "damage",
    ["", "{", "[]", "null", '{"key": 1}', "\0\xff"],
    ids=["empty", "cut", "list", "null", "key", "bytes"],
)
def test_a_damaged_cache_is_no_cache(project: Path, damage: str) -> None:
    both(project)
    for record in (project / ".migration-lint-cache").glob("*.json"):
        record.write_text(damage)
    both(project)


def test_a_record_with_the_right_key_and_wrong_content_is_no_record(project: Path) -> None:
    both(project)
    for record in (project / ".migration-lint-cache").glob("*.json"):
        text = record.read_text()
        record.write_text(text.replace('"files": {', '"files": 7, "x": {').replace("ML101", "ML1"))
    both(project)


def test_a_cache_that_cannot_be_written_is_no_error(project: Path) -> None:
    write(project, {".migration-lint-cache": "a file in its place"})
    assert both(project).status == 1

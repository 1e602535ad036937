"""What a run imports."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lint.cli.command import lint, write


def modules_of(root: Path, *arguments: str) -> set[str]:
    code = (
        "import sys\nfrom migration_lint.cli import main\n"
        f"status = main({list(arguments)!r})\n"
        "sys.stderr.write(' '.join(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    return set(ran.stderr.split())


def test_the_version_needs_neither_libcst_nor_pytest(tmp_path: Path) -> None:
    loaded = modules_of(tmp_path, "--version")
    assert not loaded & {"libcst", "pytest", "argparse", "dataclasses", "migration_lint.project"}


def test_a_repeated_run_imports_nothing_heavy(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "import af_engine_legacy\n"})
    lint(tmp_path)
    loaded = modules_of(tmp_path)
    assert "migration_lint.cache.replay" in loaded
    assert not loaded & {"libcst", "argparse", "dataclasses", "typing", "subprocess", "pathlib"}


@pytest.mark.parametrize("arguments", [["--format", "github"], ["--statistics"]], ids=" ".join)
def test_so_does_one_that_reported_otherwise_on_what_was_found(
    tmp_path: Path, arguments: list[str]
) -> None:
    write(tmp_path, {"a.py": "import af_engine_legacy\n", "b.py": "x = 1\n"})
    lint(tmp_path)
    lint(tmp_path, *arguments)
    assert "argparse" not in modules_of(tmp_path, *arguments)


def test_a_first_run_imports_nothing_that_little_is_needed_of(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "import af_engine_legacy\naf_engine_legacy.RDMissionController()\n"})
    loaded = modules_of(tmp_path, "--no-cache")
    assert "migration_lint.flow.calling.calls" in loaded
    assert not loaded & {"libcst", "dataclasses", "inspect", "tokenize", "string", "json", "yaml"}


def test_nor_beside_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "import af_engine_legacy\n"})
    (tmp_path / "shown").symlink_to("gone")
    lint(tmp_path)
    assert not modules_of(tmp_path) & {"migration_lint.readers", "argparse", "dataclasses"}


def test_so_does_one_after_a_run_that_reported_on_less(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "import af_engine_legacy\n"})
    lint(tmp_path, "a.py")
    lint(tmp_path)
    assert "argparse" not in modules_of(tmp_path)


def test_the_end_of_a_run_is_spent_on_nothing_but_its_output(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "import af_engine_legacy\n"})
    code = (
        "import atexit, gc, sys\nfrom migration_lint.cli import run_as_program\n"
        "atexit.register(lambda: sys.stderr.write('taken apart'))\n"
        "sys.argv = ['migration-lint']\nsys.exit(run_as_program())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert ran.stdout.endswith("Found 1 error in 1 file, phase 1.\n")
    assert not ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_output_that_cannot_be_written_is_no_success() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "migration_lint", "--version"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
            env={**os.environ, "PYTHONUNBUFFERED": ""},
        )  # fmt: skip
    assert ran.returncode == 2
    assert ran.stderr == (
        "migration-lint: the output cannot be written: No space left on device; make room, or "
        "write it elsewhere\n"
    )


@pytest.mark.parametrize("arguments", [["--version"], ["-V"]], ids=["long", "short"])
def test_the_version(tmp_path: Path, arguments: list[str]) -> None:
    ran = lint(tmp_path, *arguments)
    assert ran.status == 0
    assert ran.out.startswith("migration-lint ")


def test_the_help_of_a_command_is_not_indented(tmp_path: Path) -> None:
    out = lint(tmp_path, "history", "--help").out
    assert "changed it.\n\nAll of the past is judged" in out
    assert "counted.\n\noptions:\n" in out


def test_help_lists_every_command(tmp_path: Path) -> None:
    out = lint(tmp_path, "--help").out
    for command in ("baseline", "check", "fix", "gate", "history", "report", "rule"):
        assert f"\n  {command}" in out

"""Standard output that cannot be written to: a message at most, and never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.lint.cli.command import write

FULL = (
    "migration-lint: the output cannot be written: No space left on device; "
    "make room, or write it elsewhere\n"
)


def shell(root: Path, redirected: str, *arguments: str) -> tuple[int, str]:
    """Run the command in a shell; its status and what it said on standard error."""
    command = f'"{sys.executable}" -m migration_lint {" ".join(arguments)} {redirected}'
    ran = subprocess.run(
        ["sh", "-c", command], cwd=root, capture_output=True, check=False, text=True
    )
    return ran.returncode, ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
@pytest.mark.parametrize("lines", [1, 3000], ids=["little", "much"])
def test_a_full_disk(tmp_path: Path, lines: int) -> None:
    write(tmp_path, {"a.py": "import af_engine_legacy\n" * lines})
    assert shell(tmp_path, ">/dev/full") == (2, FULL)
    assert shell(tmp_path, ">/dev/full") == (2, FULL), "from the cache"


@pytest.mark.parametrize("redirected", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams(tmp_path: Path, redirected: str) -> None:
    write(tmp_path, {"a.py": "import af_engine_legacy\n"})
    assert shell(tmp_path, redirected) == (1, "")
    assert shell(tmp_path, redirected, "nope.py")[0] == 2


def test_a_reader_that_has_seen_enough(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "import af_engine_legacy\n" * 3000})
    assert shell(tmp_path, "| head -1 >/dev/null") == (0, "")
    assert shell(tmp_path, "| true", "rule") == (0, "")

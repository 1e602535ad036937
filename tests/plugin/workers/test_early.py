"""Workers start before conftest files are imported, and have what those change all the same."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.plugin.workers.conftest import Run

NOTE_START = """
import os, sys
from pathlib import Path

if "-c" in sys.orig_argv:  # as execnet starts a worker
    with Path(__file__).with_name("starts.txt").open("a") as starts:
        print(os.environ.get("PRODUCT_ENGINE", "old"), os.getpid(), file=starts)
"""

PASSING = "def test_it(): pass\n"

CHANGES = {
    "set": ("os.environ['SET'] = 'set'", "os.environ['SET'] == 'set'", 1),
    "removed": ("del os.environ['REMOVED']", "'REMOVED' not in os.environ", 1),
    "folder": ("os.chdir('elsewhere')", "Path.cwd().name == 'elsewhere'", 1),
    "zone": (
        "os.environ['TZ'] = 'Asia/Tokyo'; time.tzset()",
        "time.localtime(0).tm_hour == 9 and time.tzname[0] == 'JST'",
        1,
    ),
    "flag": ("os.environ['PRODUCT_ENGINE'] = 'wrong'", "NAME in ('old', 'new')", 1),
    "interpreter": ("os.environ['PYTHONUTF8'] = '1'", "sys.flags.utf8_mode", 2),
    "mask": ("os.umask(0o27)", "os.umask(0) == 0o27", 2),
}
WHEN = {
    "conftest": "if os.getpid() == {here}:\n    {change}\n",
    "configure": "def pytest_configure():\n    if os.getpid() == {here}:\n        {change}\n",
}


@pytest.fixture
def product(product: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The product, with workers that note that they start."""
    (product / "elsewhere").mkdir()
    for name in ("sitecustomize.py", "usercustomize.py"):
        (product / name).write_text(NOTE_START, encoding="utf-8")
    monkeypatch.chdir(product)
    monkeypatch.setenv("PYTHONPATH", str(product))
    monkeypatch.setenv("REMOVED", "there")
    monkeypatch.setenv("TZ", "UTC")  # what is changed in a run is undone when the test ends
    for name in ("SET", "PYTHONUTF8"):
        monkeypatch.delenv(name, raising=False)
    return product


def starts(product: Path) -> set[tuple[str, int]]:
    """The workers that were started: engine, and process."""
    lines = (product / "starts.txt").read_text(encoding="utf-8").splitlines()
    return {(engine, int(number)) for engine, number in map(str.split, lines)}


@pytest.mark.parametrize("option", ["-n2", "-n3", "-nauto", "--engine-isolation=process"])
def test_each_engine_has_a_worker_before_a_conftest_is_imported(
    run: Run, product: Path, option: str
) -> None:
    conftest = """
from pathlib import Path

SEEN = {line.split()[0] for line in Path("starts.txt").read_text().splitlines()}

def pytest_report_header():
    return " ".join(sorted(SEEN))
"""
    (product / "conftest.py").write_text(conftest, encoding="utf-8")
    result = run(PASSING, option)
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["new old"])


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("when", WHEN)
def test_a_worker_has_what_this_process_has_in_the_end(
    run: Run, product: Path, what: str, when: str
) -> None:
    change, seen, times = CHANGES[what]
    conftest = WHEN[when].format(change=change, here=os.getpid())
    (product / "conftest.py").write_text(f"import os, time\n{conftest}", encoding="utf-8")
    source = f"""
import os, sys, time
from pathlib import Path
from product import NAME

def test_it():
    assert {seen}
"""
    mask = os.umask(0o22)
    try:
        result = run(source, "-n2", f"--rootdir={product}", str(product))
    finally:
        os.umask(mask)
    result.assert_outcomes(passed=2)
    assert Counter(engine for engine, _ in starts(product)) == {"old": times, "new": times}


def test_no_worker_is_left_where_the_run_does_not_begin(run: Run, product: Path) -> None:
    (product / "conftest.py").write_text("raise ValueError('broken')\n", encoding="utf-8")
    assert run(PASSING, "-n2").ret == pytest.ExitCode.USAGE_ERROR
    assert {engine for engine, _ in starts(product)} == {"old", "new"}
    for _, number in starts(product):
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)

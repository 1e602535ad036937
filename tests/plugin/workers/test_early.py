"""Workers start before conftest files are imported, and inherit what those change all the same."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.plugin.workers.conftest import Run

AT_START = """
import os, sys
from pathlib import Path
if "-c" in sys.orig_argv:  # as execnet starts a worker
    folder, worth = os.getcwd(), os.environ.get("WORTH", "unset")
    with Path(__file__).with_name("starts.txt").open("a") as starts:
        name = os.environ.get("PRODUCT_ENGINE", "old")
        print(name, worth, Path(folder).name, os.getpid(), file=starts)
"""

PASSING = "def test_it(): pass\n"

CHANGES = {
    "environment": ("os.environ['WORTH'] = 'changed'", "changed"),
    "folder": ("os.chdir('elsewhere')", "unset"),
}
WHEN = {
    "conftest": """
import os

if "PYTEST_XDIST_WORKER" not in os.environ:
    {change}
""",
    "configure": """
import os

def pytest_configure():
    if "PYTEST_XDIST_WORKER" not in os.environ:
        {change}
""",
}


@pytest.fixture
def product(product: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The product, with workers that note what they were started with."""
    (product / "elsewhere").mkdir()
    for name in ("sitecustomize.py", "usercustomize.py"):
        (product / name).write_text(AT_START, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(product))
    monkeypatch.delenv("WORTH", raising=False)
    return product


def starts(product: Path) -> list[tuple[str, ...]]:
    """The workers that were started: engine, a variable, the folder, and the process."""
    lines = (product / "starts.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split()) for line in lines]


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
def test_a_worker_starts_with_what_this_process_has_in_the_end(
    run: Run, product: Path, what: str, when: str
) -> None:
    change, worth = CHANGES[what]
    (product / "conftest.py").write_text(WHEN[when].format(change=change), encoding="utf-8")
    source = f"""
import os

def test_it():
    assert os.environ.get("WORTH", "unset") == {worth!r}
"""
    run(source, "-n2", f"--rootdir={product}", str(product)).assert_outcomes(passed=2)
    folder = "elsewhere" if what == "folder" else product.name
    assert {("old", worth, folder), ("new", worth, folder)} <= {it[:3] for it in starts(product)}


def test_no_worker_is_left_where_the_run_does_not_begin(run: Run, product: Path) -> None:
    (product / "conftest.py").write_text("raise ValueError('broken')\n", encoding="utf-8")
    assert run(PASSING, "-n2").ret == pytest.ExitCode.USAGE_ERROR
    assert {name for name, *_ in starts(product)} == {"old", "new"}
    for *_, number in starts(product):
        with pytest.raises(ProcessLookupError):
            os.kill(int(number), 0)

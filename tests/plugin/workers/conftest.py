"""A product with two engines, run by workers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SETTINGS = """
flag = "PRODUCT_ENGINE"
control = "old"
candidate = "new"
isolate = ["product"]

[engines.old]
env = { PRODUCT_ENGINE = false }

[engines.new]
env = { PRODUCT_ENGINE = "new" }

[engines.third]
env = { PRODUCT_ENGINE = "third" }
"""

JOURNAL = """
import os
from pathlib import Path

def note(*words):
    with Path(__file__).with_name("journal.txt").open("a") as journal:
        print(os.environ.get("PYTEST_XDIST_WORKER", "none"), *words, file=journal)
"""

NO_CACHE = ("-pno:cacheprovider", "-pno:asyncio", "-pno:anyio", "-pno:hypothesispytest")

Run = Callable[..., pytest.RunResult]


@pytest.fixture
def product(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The product: a module that reads the flag when it is imported."""
    monkeypatch.delenv("PRODUCT_ENGINE", raising=False)
    pytester.makepyfile(
        product='import os\nNAME = os.environ.get("PRODUCT_ENGINE", "old")\n', journal=JOURNAL
    )
    (pytester.path / "engine_rollout.toml").write_text(SETTINGS, encoding="utf-8")
    pytester.makeini("[pytest]\npythonpath = .\n")
    return pytester.path


@pytest.fixture
def run(pytester: pytest.Pytester, product: Path) -> Run:
    """Run pytest over a test file of this source, by default on both engines."""

    def run_source(source: str, *arguments: str, engines: str = "both") -> pytest.RunResult:
        (product / "test_a.py").write_text(source, encoding="utf-8")
        return pytester.runpytest_inprocess(f"--engines={engines}", *NO_CACHE, *arguments)

    return run_source


@pytest.fixture
def journal(product: Path) -> Callable[[], list[list[str]]]:
    """The lines that tests noted: the worker, then their words."""

    def lines() -> list[list[str]]:
        text = (product / "journal.txt").read_text(encoding="utf-8")
        return [line.split() for line in text.splitlines()]

    return lines


def report_of(folder: Path) -> dict[str, Any]:
    """The report that was asked for with `--engine-report=report.json`."""
    report: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return report

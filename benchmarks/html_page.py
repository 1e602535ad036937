"""How long the HTML page takes to open, with one pair and with 20,000.

    python -m benchmarks.html_page

Needs Chromium. Prints the median milliseconds from navigation to the drawn page, and the ratio.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median

from pytest_engine_rollout.reports.html_file import HtmlReport
from pytest_engine_rollout.results import RunResult
from tests.plugin.reports.browser import chromium
from tests.plugin.reports.builders import half, pair, run

ROUNDS = 7
LONG = "E   AssertionError: assert 1 == 2\n" * 30


def page_of(number: int, folder: Path) -> Path:
    """A page of so many pairs; one in fifty fails with a long message."""
    failing = pair(candidate=half("modular", "failed", message="assert 1 == 2", details=LONG))
    kinds = [pair(), failing]
    pairs = tuple(
        replace(
            kinds[n % 50 == 0], id=f"tests/test_module_{n % 97}.py::TestClass::test_name[{n:05}]"
        )
        for n in range(number)
    )
    path = folder / f"{number}.html"
    HtmlReport().write(RunResult(run().info, pairs), path)
    return path


def main() -> None:
    """Open each page several times, in turns."""
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        pages = {number: page_of(number, Path(name)) for number in (1, 20_000)}
        times: dict[int, list[float]] = {number: [] for number in pages}
        for _ in range(ROUNDS):
            for number, path in pages.items():
                browser.open(path)
                ready = browser.evaluate("document.documentElement.dataset.ready")
                times[number].append(float(ready))
        for number, path in pages.items():
            size = path.stat().st_size / 1e6
            print(f"{number:6} pairs: {median(times[number]):6.0f} ms, {size:5.1f} MB")
        print(f"ratio {median(times[20_000]) / median(times[1]):.1f}")


if __name__ == "__main__":
    main()

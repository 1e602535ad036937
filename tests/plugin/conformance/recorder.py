"""A plugin for the runs under test: writes what became of each test to `$CONFORMANCE_OUT`.

It is loaded by name from its own folder, so that it needs nothing of this test suite.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from json import dumps
from pathlib import Path
from typing import Any

import pytest

SEVERITY = ("passed", "xpassed", "xfailed", "skipped", "failed", "error")


class Recorder:
    """One record per node id: the worst outcome, messages and properties."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tests: dict[str, dict[str, Any]] = {}
        self.collection: list[tuple[str, str, str]] = []

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        record = self.tests.setdefault(
            report.nodeid, {"outcome": "passed", "messages": [], "properties": []}
        )
        outcome = _outcome(report)
        record["outcome"] = max(record["outcome"], outcome, key=SEVERITY.index)
        if not report.passed:
            record["messages"].append(_message(report))
        if report.when == "teardown" or not record["properties"]:
            record["properties"] = [
                [name, value]
                for name, value in report.user_properties
                if name.partition(".")[0] != "engine"  # what the plugin itself says of the test
            ]

    @pytest.hookimpl
    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if not report.passed:
            self.collection.append((report.nodeid, report.outcome, _message(report)))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        found = {"tests": self.tests, "collection": self.collection}
        self.path.write_text(dumps(found), encoding="utf-8")


def _outcome(report: pytest.TestReport) -> str:
    if report.failed:
        return "failed" if report.when == "call" else "error"
    if hasattr(report, "wasxfail"):
        return "xfailed" if report.skipped else "xpassed"
    return report.outcome


def _message(report: pytest.TestReport | pytest.CollectReport) -> str:
    """The first line of what went wrong, without addresses."""
    longrepr: Any = report.longrepr
    crash = getattr(longrepr, "reprcrash", None)
    text = crash.message if crash is not None else str(longrepr)
    if report.skipped and isinstance(longrepr, tuple):
        text = longrepr[2]
    return re.sub(r"0x[0-9a-f]+", "0x…", text.strip().splitlines()[-1 if crash is None else 0])


def pytest_configure(config: pytest.Config) -> None:
    """Record in the process that the results come together in."""
    environment: Mapping[str, str] = os.environ
    if "CONFORMANCE_OUT" in environment and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder(Path(environment["CONFORMANCE_OUT"])))

"""`--engine-ctrf`: the Common Test Report Format (ctrf.io), one entry for each test and engine."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timezone
from typing import Any

from pytest_engine_rollout.reports.base import Report
from pytest_engine_rollout.reports.document import TOOL
from pytest_engine_rollout.reports.text import visible
from pytest_engine_rollout.results import EngineResult, Pair, RunResult

_STATUS = {
    "passed": "passed",
    "xpassed": "passed",
    "failed": "failed",
    "error": "failed",
    "skipped": "skipped",
    "xfailed": "other",
}


class CtrfReport(Report):
    """CTRF; the engine is a parameter of the test, what it proves is `extra`."""

    def text(self, run: RunResult) -> str:
        """One JSON document; plain ASCII."""
        tests = [
            _test(pair, half) for pair in run.pairs for _, half in sorted(pair.engines.items())
        ]
        document = {
            "reportFormat": "CTRF",
            "specVersion": "1.0.0",
            "generatedBy": f"{TOOL} {run.info.versions.get('plugin', '')}",
            "results": {
                "tool": {"name": "pytest", "version": run.info.versions.get("pytest", "")},
                "summary": _summary(run, tests),
                "tests": tests,
                "environment": _environment(run),
            },
        }
        return json.dumps(document, indent=1, allow_nan=False) + "\n"


def _test(pair: Pair, half: EngineResult) -> dict[str, Any]:
    test: dict[str, Any] = {
        "name": visible(half.id),
        "status": _STATUS[half.outcome],
        "duration": round(half.duration * 1000),
        "rawStatus": half.outcome,
        "filePath": visible(pair.path),
        "parameters": {"engine": half.engine},
        "retries": half.reruns,
        "flaky": bool(half.reruns and half.passes),
        "extra": {
            "baseId": visible(pair.id),
            "verdict": pair.verdict,
            "exercised": half.exercised,
            "vacuous": half.vacuous,
            "pinned": list(half.pinned),
            "observed": half.observed,
        },
    }
    if pair.line is not None:
        test["line"] = pair.line
    if half.message:
        test["message"] = visible(half.message)
    if half.details:
        test["trace"] = visible(half.details)
    return test


def _summary(run: RunResult, tests: list[dict[str, Any]]) -> dict[str, Any]:
    counts = Counter(test["status"] for test in tests)
    begun = datetime.strptime(run.info.started, "%Y-%m-%dT%H:%M:%SZ")
    start = round(begun.replace(tzinfo=timezone.utc).timestamp() * 1000)
    return {
        "tests": len(tests),
        "passed": counts["passed"],
        "failed": counts["failed"],
        "skipped": counts["skipped"],
        "pending": 0,
        "other": counts["other"],
        "start": start,
        "stop": start + round(run.info.duration * 1000),
        "extra": {"complete": run.info.complete},
    }


def _environment(run: RunResult) -> dict[str, Any]:
    environment: dict[str, Any] = {
        "osVersion": run.info.platform,
        "extra": {"python": run.info.versions.get("python", "")},
    }
    if run.info.commit is not None:
        environment["commit"] = run.info.commit
    return environment

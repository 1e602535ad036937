"""The CTRF file has the shape that its specification asks for, version 1.0."""

from __future__ import annotations

import json
from typing import Any, get_args

import jsonschema
import pytest

from pytest_engine_rollout.reports.ctrf_file import CtrfReport
from pytest_engine_rollout.results import RunResult
from pytest_engine_rollout.results.pair import Outcome
from tests.plugin.reports.builders import pair, run
from tests.plugin.reports.samples import full_run

STATUSES = ("passed", "failed", "skipped", "pending", "other")
TEXT = {"type": "string"}
NAME = {"type": "string", "minLength": 1}
NUMBER = {"type": "integer", "minimum": 0}
ANYTHING = {"type": "object"}


def closed(required: dict[str, Any], optional: dict[str, Any]) -> dict[str, Any]:
    """An object with these members and no others, which `extra` would be the place for."""
    return {
        "type": "object",
        "required": [*required],
        "properties": {**required, **optional, "extra": ANYTHING},
        "additionalProperties": False,
    }


TEST = closed(
    {"name": NAME, "status": {"enum": [*STATUSES]}, "duration": NUMBER},
    {
        "rawStatus": TEXT,
        "filePath": TEXT,
        "line": NUMBER,
        "message": TEXT,
        "trace": TEXT,
        "parameters": ANYTHING,
        "retries": NUMBER,
        "flaky": {"type": "boolean"},
    },
)
RESULTS = closed(
    {
        "tool": closed({"name": NAME}, {"version": TEXT}),
        "summary": closed(
            {"tests": NUMBER, "start": NUMBER, "stop": NUMBER} | dict.fromkeys(STATUSES, NUMBER), {}
        ),
        "tests": {"type": "array", "items": TEST},
    },
    {"environment": closed({}, {"commit": TEXT, "osVersion": TEXT})},
)
DOCUMENT = closed(
    {
        "reportFormat": {"const": "CTRF"},
        "specVersion": {"type": "string", "pattern": r"^1\.0\.[0-9]+$"},
        "results": RESULTS,
    },
    {"generatedBy": TEXT},
)


@pytest.mark.parametrize(
    "result",
    [
        pytest.param(full_run(), id="full"),
        pytest.param(run(), id="empty"),
        pytest.param(
            run(*(pair(outcome, outcome, outcome) for outcome in get_args(Outcome))),
            id="every-outcome",
        ),
    ],
)
def test_shape(result: RunResult) -> None:
    document = json.loads(CtrfReport().text(result))

    jsonschema.validate(document, DOCUMENT)
    summary, tests = document["results"]["summary"], document["results"]["tests"]
    assert summary["tests"] == len(tests) == sum(summary[status] for status in STATUSES)
    assert summary["start"] <= summary["stop"]

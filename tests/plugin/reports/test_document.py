"""The JSON document and its schema."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pytest_engine_rollout.reports.document import document_of
from pytest_engine_rollout.results import RunResult
from tests.plugin.reports.builders import half, pair, run
from tests.plugin.reports.samples import full_run


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    file = files("pytest_engine_rollout.reports") / "engine-report.schema.json"
    parsed: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return parsed


def test_the_schema_is_one(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    "result",
    [
        pytest.param(full_run(), id="everything"),
        pytest.param(RunResult(full_run().info, ()), id="no-tests"),
        pytest.param(run(commit=None, dirty=None, configuration="x.toml"), id="outside-git"),
        pytest.param(run(pair(line=None, control=half("legacy", exercised=None))), id="unknowns"),
    ],
)
def test_a_document_fits_the_schema(result: RunResult, schema: dict[str, Any]) -> None:
    document = json.loads(json.dumps(document_of(result)))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(document)] == []


def test_the_schema_describes_every_key(schema: dict[str, Any]) -> None:
    objects = [schema, *schema["$defs"].values()]
    undescribed = [
        key
        for one in objects
        for key, member in one["properties"].items()
        if not member.get("description") and "$ref" not in member
    ]
    assert undescribed == []


def test_the_order_of_the_evidence_does_not_show() -> None:
    forward = run(pair(control=half("legacy", evidence={"a": 1, "b": 2})))
    backward = run(pair(control=half("legacy", evidence={"b": 2, "a": 1})))
    assert json.dumps(document_of(forward)) == json.dumps(document_of(backward))


def test_a_test_reads_as_the_design_says() -> None:
    assert document_of(run())["tests"] == [
        {
            "id": "tests/test_a.py::test_a",
            "path": "tests/test_a.py",
            "line": 3,
            "verdict": "matched",
            "known": False,
            "engines": {
                engine: {
                    "id": f"tests/test_a.py::test_a[{engine}]",
                    "outcome": "passed",
                    "duration": 0.25,
                    "observed": engine,
                    "exercised": True,
                    "vacuous": False,
                    "pinned": [],
                    "message": "",
                    "details": "",
                    "reruns": 0,
                    "evidence": {},
                }
                for engine in ("legacy", "modular")
            },
        }
    ]

"""The ways of controllers in SARIF: places that exist, from where one comes from to its use."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from migration_lint.files.source import in_memory
from migration_lint.formats import format_named
from migration_lint.project import load_project
from migration_lint.runner.lint import lint
from migration_lint.selection import Selection
from tests.lint.flow.programs import (
    across,
    commented,
    decorating,
    due,
    files_of,
    handing_out,
    packages,
    passing,
    typed,
)
from tests.lint.formats.reports import report

PROGRAMS = {
    **across.FOUND,
    **commented.FOUND,
    **decorating.FOUND,
    **handing_out.FOUND,
    **packages.FOUND,
    **passing.FOUND,
    **typed.FOUND,
}
RELAY = {
    "make.py": "from af_engine import RDMissionController as C\n\n\ndef make():\n    return C()\n",
    "hand/on \u00fc.py": "# not to be imported: its name has a blank\n",
    "hand/__init__.py": "",
    "hand/over.py": (
        "from make import make\nfrom show import show\n\n\ndef run():\n    show(make())\n"
    ),
    "show.py": "def show(\u00fc, engine=None):\n    print('\u00fc', \u00fc.mission)\n",
}


def sarif(files: Mapping[str, str]) -> Any:
    sources = [in_memory(path, text.encode()) for path, text in files.items()]
    found = lint(load_project(Path(__file__).parent), sources, Selection(1)).diagnostics
    return json.loads(format_named("sarif").render(report(*found)))


def steps_of(result: Any) -> list[Any]:
    """The locations of the one way that a result has."""
    (flow,) = result["codeFlows"]
    (thread,) = flow["threadFlows"]
    return [step["location"] for step in thread["locations"]]


def text_at(files: Mapping[str, str], location: Any) -> str:
    """What stands at a place on its first line, which must exist; where a `def` begins, nothing."""
    physical = location["physicalLocation"]
    uri: str = physical["artifactLocation"]["uri"]
    lines = files[unquote(uri)].splitlines()
    region = physical["region"]
    start: tuple[int, int] = (region["startLine"], region["startColumn"])
    end: tuple[int, int] = (region["endLine"], region["endColumn"])
    assert (1, 1) <= start <= end
    assert end[0] <= len(lines)
    assert start[1] <= len(lines[start[0] - 1])
    assert end[1] <= len(lines[end[0] - 1]) + 1
    return lines[start[0] - 1][start[1] - 1 : end[1] - 1 if start[0] == end[0] else None]


def test_a_way_goes_from_the_import_to_the_use() -> None:
    (result,) = sarif(RELAY)["runs"][0]["results"]
    steps = steps_of(result)
    assert [(step["message"]["text"], text_at(RELAY, step)) for step in steps[:-1]] == [
        ("imported as `C` here", "RDMissionController as C"),
        ("made by `RDMissionController`", "C()"),
        ("returned", "return C()"),
        ("returned by `make`", "make()"),
        ("passed to `show` as `\u00fc`", "show(make())"),
    ]
    assert text_at(RELAY, steps[-1]) == "mission"
    assert [step["physicalLocation"]["artifactLocation"]["uri"] for step in steps] == [
        "make.py",
        "make.py",
        "make.py",
        "hand/over.py",
        "hand/over.py",
        "show.py",
    ]


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_place_of_a_way_exists_and_the_last_is_that_of_the_result(name: str) -> None:
    files = files_of(PROGRAMS[name])
    results = sarif(files)["runs"][0]["results"]
    with_way = [result for result in results if "codeFlows" in result]
    assert {
        (place["artifactLocation"]["uri"], place["region"]["startLine"])
        for place in (result["locations"][0]["physicalLocation"] for result in with_way)
    } >= set(due(files))
    for result in with_way:
        steps = steps_of(result)
        assert len(steps) > 1
        for step in steps:
            text_at(files, step)
        assert all(step["message"]["text"] for step in steps)
        (place,) = result["locations"]
        assert steps[-1]["physicalLocation"] == place["physicalLocation"]
        assert steps[-1]["message"] == result["message"]
        told = [(json.dumps(step["physicalLocation"]), step["message"]["text"]) for step in steps]
        assert len(set(told)) == len(told)


@pytest.mark.parametrize(
    "annotation",
    [
        pytest.param("def f(c: 'list[RDMissionController]'):", id="quoted"),
        pytest.param("def f(c):  # type: (list[RDMissionController]) -> None", id="comment"),
    ],
)
def test_a_type_in_a_text_stands_where_the_text_does(annotation: str) -> None:
    files = {
        "a.py": "\nfrom af_engine import RDMissionController\n"
        f"{annotation}\n    return c[0].mission\n"
    }
    results = sarif(files)["runs"][0]["results"]
    (result,) = [one for one in results if "codeFlows" in one]
    imported, annotated = steps_of(result)[:2]
    assert imported["message"]["text"] == "imported as `RDMissionController` here"
    assert annotated["message"]["text"] == "annotated as a controller here"
    assert "RDMissionController" in text_at(files, annotated)
    assert annotated["physicalLocation"]["region"]["startLine"] == 3


def test_ways_are_valid_against_the_official_schema(sarif_schema: Any) -> None:
    document = sarif(RELAY)
    assert steps_of(document["runs"][0]["results"][0])
    jsonschema.Draft4Validator(sarif_schema).validate(document)

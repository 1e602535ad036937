"""Merging reports."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from migration_lint.cli import main
from tests.lint.report.documents import document, write

SCHEMA = Path("pytest_engine_rollout/reports/engine-report.schema.json")
ROOT = Path(__file__).parents[3]


def shard(*tests: dict[str, Any], **run: Any) -> dict[str, Any]:
    """A report of these tests."""
    made = document()
    made["tests"] = list(tests)
    made["run"].update(run)
    return made


def entry(name: str, **outcomes: str) -> dict[str, Any]:
    """A test with these outcomes by engine."""
    made: dict[str, Any] = document()["tests"][0]
    template = made["engines"]["legacy"]
    made["id"] = f"tests/test_a.py::{name}"
    made["engines"] = {
        engine: template | {"id": f"{made['id']}[{engine}]", "outcome": outcome}
        for engine, outcome in outcomes.items()
    }
    return made


@pytest.fixture
def merge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Merge reports named a.json, b.json...; gives the status and the result."""
    monkeypatch.chdir(tmp_path)

    def merged(*reports: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        names = [f"{letter}.json" for letter in "abcdef"[: len(reports)]]
        for name, report in zip(names, reports, strict=True):
            write(tmp_path / name, report)
        status = main(["report", "merge", *names, "-o", "all.json"])
        result = tmp_path / "all.json"
        return status, json.loads(result.read_text("utf-8")) if result.exists() else {}

    return merged


def outcomes_of(merged: dict[str, Any]) -> dict[str, Any]:
    """Verdict and outcomes of each test by its name."""
    return {
        test["id"].rpartition("::")[2]: (
            test["verdict"],
            {engine: half["outcome"] for engine, half in test["engines"].items()},
        )
        for test in merged["tests"]
    }


def test_shards_of_a_suite(merge: Any) -> None:
    status, merged = merge(
        shard(entry("test_b", legacy="passed", modular="failed")),
        shard(entry("test_a", legacy="passed", modular="passed")),
    )
    assert status == 0
    assert outcomes_of(merged) == {
        "test_a": ("matched", {"legacy": "passed", "modular": "passed"}),
        "test_b": ("regression", {"legacy": "passed", "modular": "failed"}),
    }
    assert merged["run"]["complete"] is True
    assert merged["engines"]["modular"]["pass_rate"] == 0.5
    assert merged["parity"]["regressions"] == 1
    assert [one["source"] for one in merged["run"]["shards"]] == ["a.json", "b.json"]


def test_engines_on_different_machines_become_pairs(merge: Any) -> None:
    _, merged = merge(
        shard(entry("test_a", legacy="passed"), asked=["legacy"]),
        shard(entry("test_a", modular="failed"), asked=["modular"]),
    )
    assert outcomes_of(merged) == {
        "test_a": ("regression", {"legacy": "passed", "modular": "failed"})
    }
    assert merged["run"]["asked"] == ["legacy", "modular"]
    assert merged["run"]["complete"] is True


def test_a_half_that_is_missing_everywhere_is_named(
    merge: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    status, merged = merge(
        shard(
            entry("test_a", legacy="passed"), entry("test_b[1]", legacy="passed"), asked=["legacy"]
        ),
        shard(entry("test_a", modular="passed"), asked=["modular"]),
    )
    assert status == 1
    assert merged["run"]["complete"] is False
    assert merged["run"]["reasons"] == [
        {
            "kind": "missing",
            "message": "1 half of a pair is in no report",
            "items": ["tests/test_a.py::test_b[1-modular]"],
        }
    ]
    assert capsys.readouterr().out == (
        "merged 2 reports: 2 pairs, 1 matched, 0 regressions\n"
        "legacy: 2 of 2 passed, exercised: 2\n"
        "modular: 1 of 1 passed, exercised: 1\n"
        "not complete:\n"
        "  1 half of a pair is in no report\n"
        "    tests/test_a.py::test_b[1-modular]\n"
    )  # fmt: skip


def test_a_test_meant_for_one_engine_is_not_missing(merge: Any) -> None:
    _, merged = merge(
        shard(entry("test_a", legacy="passed")),
        shard(entry("test_b", legacy="passed", modular="passed")),
    )
    assert merged["run"]["complete"] is True
    assert merged["parity"]["one_sided"] == 1


@pytest.mark.parametrize(
    "run",
    [
        pytest.param({"deselected": 1}, id="deselected"),
        pytest.param({"arguments": ["test_a.py::test_a[legacy]"]}, id="by-id"),
    ],
)
def test_a_half_left_out_on_the_command_line_is_missing(merge: Any, run: dict[str, Any]) -> None:
    _, merged = merge(
        shard(entry("test_a", legacy="passed"), **run),
        shard(entry("test_b", legacy="passed", modular="passed")),
    )
    (reason,) = merged["run"]["reasons"]
    assert reason["items"] == ["tests/test_a.py::test_a[modular]"]


LOST = [
    {"kind": "worker-lost", "message": "worker gw1 was lost", "items": ["gw1"]},
    {
        "kind": "missing",
        "message": "1 selected test has no result",
        "items": ["tests/test_a.py::test_a[modular]"],
    },
]


def test_what_another_report_makes_good_is_no_reason_any_more(merge: Any) -> None:
    _, merged = merge(
        shard(entry("test_a", legacy="passed"), complete=False, reasons=LOST),
        shard(entry("test_a", modular="passed"), arguments=["test_a.py::test_a[modular]"]),
    )
    assert (merged["run"]["complete"], merged["run"]["reasons"]) == (True, [])


def test_what_no_report_makes_good_stays_a_reason(merge: Any) -> None:
    _, merged = merge(
        shard(entry("test_a", legacy="passed"), complete=False, reasons=LOST),
        shard(entry("test_b", legacy="passed", modular="passed")),
    )
    assert [reason["message"] for reason in merged["run"]["reasons"]] == [
        "a.json: worker gw1 was lost",
        "1 half of a pair is in no report",
    ]


def test_a_collection_error_is_never_made_good(merge: Any) -> None:
    broken = [{"kind": "collection-error", "message": "x.py could not be collected", "items": []}]
    _, merged = merge(
        shard(entry("test_a", legacy="passed", modular="passed"), complete=False, reasons=broken),
        shard(entry("test_b", legacy="passed", modular="passed")),
    )
    assert merged["run"]["complete"] is False


def test_duplicates_that_agree_are_one(merge: Any) -> None:
    one = shard(entry("test_a", legacy="passed", modular="passed"))
    _, merged = merge(one, one)
    assert merged["engines"]["legacy"]["tests"] == 1


def test_duplicates_that_contradict_each_other(
    merge: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    status, merged = merge(
        shard(entry("test_a", legacy="passed", modular="passed")),
        shard(entry("test_a", legacy="passed", modular="failed")),
    )
    assert (status, merged) == (2, {})
    assert capsys.readouterr().err == (
        "migration-lint: the reports contradict each other:\n"
        "  tests/test_a.py::test_a[modular]: outcome is passed in a.json and failed in b.json\n"
        "  run these tests again, or leave one of the reports out\n"
    )


DIFFERENT = (
    (
        "commit",
        {"commit": "f" * 40},
        "commit",
        "0123456789abcdef0123456789abcdef01234567",
        "f" * 40,
    ),
    ("control", {"control": "old"}, "control engine", "legacy", "old"),
    (
        "configuration",
        {"configuration": {"source": None, "digest": "sha256:ff"}},
        "configuration",
        "sha256:00",
        "sha256:ff",
    ),
)


@pytest.mark.parametrize(
    ("run", "what", "one", "other"), [pytest.param(*row[1:], id=row[0]) for row in DIFFERENT]
)
def test_reports_about_different_things(
    merge: Any,
    capsys: pytest.CaptureFixture[str],
    run: dict[str, Any],
    what: str,
    one: str,
    other: str,
) -> None:
    status, _ = merge(document(), shard(**run))
    assert status == 2
    assert capsys.readouterr().err == (
        f"migration-lint: the reports are not about the same {what}: {one} in a.json, "
        f"{other} in b.json; merge reports of one state of the project\n"
    )


def test_an_unknown_commit_leaves_it_unknown(merge: Any) -> None:
    _, merged = merge(document(), shard(commit=None, dirty=None))
    assert (merged["run"]["commit"], merged["run"]["dirty"]) == (None, None)


def test_the_order_of_the_reports_does_not_matter(merge: Any) -> None:
    reports = [
        shard(entry(name, legacy="passed", modular="passed"), started=f"2026-01-31T08:00:0{n}Z")
        for n, name in enumerate(("test_c", "test_a", "test_b"))
    ]
    merged = [merge(*order)[1] for order in itertools.permutations(reports)]
    for one in merged:
        for part in one["run"]["shards"]:
            del part["source"]
    assert all(one == merged[0] for one in merged)


def test_a_merged_report_fits_the_schema_and_can_be_merged_again(
    merge: Any,
) -> None:
    _, first = merge(
        shard(entry("test_a", legacy="passed", modular="passed"), **full_sections()),
        shard(entry("test_b", legacy="passed", modular="passed")),
    )
    validator = Draft202012Validator(json.loads((ROOT / SCHEMA).read_text("utf-8")))
    assert [error.message for error in validator.iter_errors(first)] == []
    _, again = merge(first, shard(entry("test_c", legacy="passed", modular="passed")))
    assert len(again["run"]["shards"]) == 3
    assert len(again["tests"]) == 3


def full_sections() -> dict[str, Any]:
    """Circumstances that a report of a part of the suite may have."""
    return {"workers": 2, "observed": {"legacy": "af_engine_legacy.py"}}


def test_the_name_of_a_report_given_twice(merge: Any, capsys: pytest.CaptureFixture[str]) -> None:
    merge(document())
    capsys.readouterr()
    assert main(["report", "merge", "a.json", "./a.json", "-o", "all.json"]) == 2
    assert capsys.readouterr().err == (
        "migration-lint: a report is named twice; name each one once\n"
    )


def test_to_standard_output(merge: Any, capsys: pytest.CaptureFixture[str]) -> None:
    merge(document())
    capsys.readouterr()
    assert main(["report", "merge", "a.json", "-o", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["schema"] == 1


def test_a_report_cut_in_half(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document())[:500], encoding="utf-8")
    assert main(["report", "merge", str(path), "-o", "all.json"]) == 2
    assert capsys.readouterr().err == (
        f"migration-lint: {path}: cut off at line 1; the run that wrote it did not finish, "
        "run it again\n"
    )

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from migration_lint.gate.evidence.base import NoEvidenceError
from migration_lint.gate.evidence.cohort_audit import CohortReader
from migration_lint.gate.provenance import refusals
from migration_lint.project import Settings
from migration_lint.project.digest import configuration_digest
from tests.gate.builders import COMMIT, days_ago, judge, read, request, shown, write_json


def audit(*statuses: str, **more: Any) -> Any:
    checks = [
        {
            "id": str(n),
            "promise": f"promise {n}",
            "status": one,
            "measured": "so much",
            "details": [],
        }
        for n, one in enumerate(statuses)
    ]
    return {
        "schema": 1,
        "tool": {"name": "pytest-engine-rollout", "version": "0"},
        "function": "rollout:f",
        "gathered": days_ago(0.1),
        "commit": COMMIT,
        "dirty": False,
        "configuration_digest": configuration_digest(Settings()),
        "missions": 2000,
        "processes": 4,
        "percents": [50],
        "checks": checks,
    } | more


@pytest.mark.parametrize(
    ("statuses", "expected", "details"),
    [
        pytest.param(["pass", "pass"], ("pass", "rollout:f keeps 2 of 2 promises"), (), id="kept"),
        pytest.param(
            ["pass", "not_measured"],
            ("inconclusive", "rollout:f keeps 1 of 2 promises"),
            ("promise 1: so much",),
            id="not measured",
        ),
        pytest.param(
            ["fail", "not_measured"],
            ("fail", "rollout:f keeps 0 of 2 promises"),
            ("promise 0: so much", "promise 1: so much"),
            id="broken",
        ),
    ],
)
def test_rollout_function(
    tmp_path: Path, statuses: list[str], expected: tuple[str, str], details: tuple[str, ...]
) -> None:
    asked = request(tmp_path, 3, cohort=write_json(tmp_path / "c.json", audit(*statuses)))
    judgement = judge("rollout-function", asked)
    assert shown(judgement) == expected
    assert judgement.details == details


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(None, "c.json: no such file", id="missing"),
        *(
            pytest.param(one, "c.json: damaged: no audit of a rollout function", id=name)
            for name, one in {
                "empty": "",
                "cut in half": json.dumps(audit("pass"))[:80],
                "no check": json.dumps(audit()),
                "another schema": json.dumps(audit("pass", schema=2)),
                "unknown status": json.dumps(audit("fine")),
                "commit that is none": json.dumps(audit("pass", commit=3)),
                "digest that is none": json.dumps(audit("pass", configuration_digest=None)),
            }.items()
        ),
    ],
)
def test_an_audit_that_cannot_be_used(tmp_path: Path, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / "c.json").write_text(content)
    with pytest.raises(NoEvidenceError) as raised:
        read(CohortReader, request(tmp_path, 3, cohort=tmp_path / "c.json"))
    assert str(raised.value) == message


def test_an_audit_of_another_commit_is_refused(tmp_path: Path) -> None:
    path = write_json(tmp_path / "c.json", audit("pass", commit="f" * 40))
    asked = request(tmp_path, 3, cohort=path)
    (reason,) = refusals(read(CohortReader, asked).provenance, asked)
    assert reason == (
        "it is of commit ffffffffffff, the tree is at 0123456789ab: check out ffffffffffff again, "
        "or gather it anew"
    )

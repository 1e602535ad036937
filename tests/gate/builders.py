"""Requests, reports and results to judge, made without a run."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from migration_lint.gate.criteria import all_criteria
from migration_lint.gate.criterion import Case
from migration_lint.gate.evidence.base import Evidence, Reader, Request
from migration_lint.gate.evidence.shelf import Shelf
from migration_lint.gate.judgement import Judgement, passed
from migration_lint.gate.result import CriterionResult, GateResult
from migration_lint.project import Project, Settings
from migration_lint.project.digest import configuration_digest
from migration_lint.project.revision import Revision
from migration_lint.project.tables.gate import GateSettings

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=timezone.utc)
COMMIT = "0123456789abcdef0123456789abcdef01234567"
CONTROL, CANDIDATE = "legacy", "modular"


def request(root: Path, phase: int = 1, **changes: Any) -> Request:
    """A request about a clean tree at `root`; `gate` holds settings of the gate."""
    gate = changes.pop("gate", {})
    settings = Settings(gate=GateSettings(**gate))
    project = Project(root.resolve(), None, settings)
    made = Request(
        project,
        phase,
        NOW,
        Revision(COMMIT, dirty=False),
        configuration_digest(settings),
        Shelf((root / "engine-report.json",)),
        logs=settings.gate.logs,
        missions=settings.gate.missions,
        history=root / "history.jsonl",
    )
    return replace(made, **changes)


def half(outcome: str = "passed", **changes: Any) -> dict[str, Any]:
    """One result."""
    result = {
        "id": "",
        "outcome": outcome,
        "duration": 0.01,
        "observed": None,
        "exercised": True,
        "vacuous": False,
        "pinned": [],
        "message": "",
        "details": "",
        "reruns": 0,
        "evidence": {},
    }
    return result | changes


def pair(name: str, control: Any = "passed", candidate: Any = "passed", **changes: Any) -> Any:
    """One test; a half is an outcome, a result, or None where it is missing."""
    halves = {CONTROL: control, CANDIDATE: candidate}
    made = {
        engine: (half(one) if isinstance(one, str) else one) | {"id": f"t.py::{name}[{engine}]"}
        for engine, one in halves.items()
        if one is not None
    }
    test = {"id": f"t.py::{name}", "path": "t.py", "line": 1, "known": False, "engines": made}
    return test | {"verdict": _verdict(made)} | changes


def _verdict(halves: Mapping[str, Any]) -> str:
    outcomes = {engine: one["outcome"] for engine, one in halves.items()}
    if len(outcomes) < 2 or ("skipped" in outcomes.values() and len(set(outcomes.values())) == 2):
        return "one-sided"
    good = {engine for engine, one in outcomes.items() if one in ("passed", "xpassed")}
    if good == {CONTROL}:
        return "regression"
    if good == {CANDIDATE}:
        return "improvement"
    return (
        "matched" if good or set(outcomes.values()) <= {"skipped", "xfailed"} else "shared-failure"
    )


def document(tests: Iterable[Any], run: Mapping[str, Any] | None = None, **more: Any) -> Any:
    """A whole report of these pairs."""
    listed = list(tests)
    verdicts = Counter(test["verdict"] for test in listed)
    names = {"commit": COMMIT, "digest": configuration_digest(Settings())}
    return {
        "schema": 1,
        "tool": {"name": "pytest-engine-rollout", "version": "0"},
        "run": {
            "complete": True,
            "reasons": [],
            "started": "2026-03-10T11:00:00Z",
            "duration": 60.0,
            "arguments": [],
            "exit_status": 0,
            "deselected": 0,
            "control": CONTROL,
            "candidate": CANDIDATE,
            "asked": [CONTROL, CANDIDATE],
            "observed": {},
            "commit": names["commit"],
            "dirty": False,
            "configuration": {"source": None, "digest": names["digest"]},
            "versions": {"python": "3.12"},
            "platform": "Linux",
            "workers": 0,
        }
        | dict(run or {}),
        "engines": {engine: _totals(listed, engine) for engine in (CONTROL, CANDIDATE)},
        "parity": {
            "pairs": len(listed),
            "matched": verdicts["matched"],
            "matched_exercised": sum(_is_proven(test) for test in listed),
            "regressions": verdicts["regression"],
            "improvements": verdicts["improvement"],
            "shared_failures": verdicts["shared-failure"],
            "one_sided": verdicts["one-sided"],
            "known": sum(test["known"] for test in listed),
        },
        "tests": listed,
        "comparison_totals": {"matched": 0, "mismatched": 0, "ignored": 0, "scrubbed": {}},
        "comparisons": [],
        "performance": None,
        "sabotage": [],
        "coverage": None,
    } | more


def _is_proven(test: Any) -> bool:
    halves = test["engines"].values()
    ran = [one for one in halves if one["exercised"] is True]
    return test["verdict"] == "matched" and len(ran) == len(halves) == 2


def _totals(tests: list[Any], engine: str) -> Any:
    halves = [test["engines"][engine] for test in tests if engine in test["engines"]]
    outcomes = Counter(one["outcome"] for one in halves)
    watched = any(one["exercised"] is not None for one in halves)
    vacuous = [one for one in halves if one["vacuous"]]
    return {
        "tests": len(halves),
        "passed": outcomes["passed"],
        "failed": outcomes["failed"],
        "errors": outcomes["error"],
        "skipped": outcomes["skipped"],
        "xfailed": outcomes["xfailed"],
        "xpassed": outcomes["xpassed"],
        "pass_rate": None,
        "exercised": sum(one["exercised"] is True for one in halves) if watched else None,
        "exercised_share": None,
        "vacuous": len(vacuous) if watched else None,
        "pinned": sum(bool(one["pinned"]) for one in halves),
        "vacuous_pinned": sum(bool(one["pinned"]) for one in vacuous),
        "time": 1.0,
    }


def write_json(path: Path, content: Any) -> Path:
    """Write JSON, making the folders it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def write_report(root: Path, tests: Iterable[Any], **more: Any) -> Path:
    """Write a report where `request` looks for it."""
    return write_json(root / "engine-report.json", document(tests, **more))


def read(reader: type[Reader[Any]], asked: Request) -> Evidence[Any]:
    """What a reader makes of a request."""
    return reader().read(asked)


def judge(criterion: str, asked: Request, limit: float | None = None) -> Judgement:
    """What a criterion says of what its reader reads."""
    kind = all_criteria()[criterion]
    default = float("nan") if kind.threshold is None else kind.threshold.default
    case = Case(asked.project, asked.phase, default if limit is None else limit)
    return kind().judge(read(kind.reader, asked).value, case)


def shown(judgement: Judgement) -> tuple[str, str]:
    """What tables of judgements compare."""
    return judgement.status, judgement.measured


def criterion_result(identity: str = "no-regression", **changes: Any) -> CriterionResult:
    """A criterion that passed."""
    made = CriterionResult(
        identity,
        "no test regressed",
        (1,),
        "No regression in functionality",
        "0 regressions",
        passed("0 regressions in 3 pairs"),
        "counts",
        "engine-report.json",
        "pytest --engines=both",
    )
    return replace(made, **changes)


def gate_result(*criteria: CriterionResult, **changes: Any) -> GateResult:
    """An answer about phase 1."""
    made = GateResult(
        1,
        "ready",
        "all 1 criteria that count passed",
        criteria,
        (),
        Revision(COMMIT, dirty=False),
        "sha256:00",
        NOW,
        "0.1.0",
        CONTROL,
        CANDIDATE,
    )
    return replace(made, **changes)


def days_ago(days: float) -> str:
    """A time before NOW, as records write it."""
    return (NOW - timedelta(days=days)).isoformat()


def rehearsal(outcome: str, *ways: str, **more: Any) -> Any:
    made = [dict(zip(("from", "to"), way.split(">"), strict=True)) for way in ways]
    return half(
        outcome, evidence={"rehearsals": {"rehearsed": made}}, **{"pinned": ["modular"]} | more
    )

"""A run as the document that `engine-report.json` holds; the schema beside it explains each key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pytest_engine_rollout.results import (
    SCHEMA_VERSION,
    Comparison,
    ComparisonTotals,
    Coverage,
    EngineResult,
    Lines,
    Pair,
    Performance,
    RunResult,
    Totals,
)

TOOL = "pytest-engine-rollout"


def document_of(run: RunResult) -> dict[str, Any]:
    """Everything about a run, in one order that depends on nothing but the run."""
    return {
        "schema": SCHEMA_VERSION,
        "tool": {"name": TOOL, "version": run.info.versions.get("plugin", "")},
        "run": _run(run),
        "engines": {name: _totals(totals) for name, totals in run.totals.items()},
        "parity": run.parity._asdict(),
        "tests": [_pair(pair) for pair in run.pairs],
        "comparison_totals": _comparison_totals(run.comparison_totals),
        "comparisons": [one._asdict() for one in sorted(run.comparisons, key=_comparison_order)],
        "performance": None if run.performance is None else _performance(run.performance),
        "sabotage": [one._asdict() for one in run.sabotage],
        "coverage": None if run.coverage is None else _coverage(run.coverage),
    }


def _run(run: RunResult) -> dict[str, Any]:
    info = run.info
    return {
        "complete": info.complete,
        "reasons": [reason._asdict() for reason in info.reasons],
        "started": info.started,
        "duration": round(info.duration, 6),
        "arguments": list(info.arguments),
        "exit_status": info.exit_status,
        "deselected": info.deselected,
        "control": info.control,
        "candidate": info.candidate,
        "asked": list(info.asked),
        "observed": dict(info.observed),
        "commit": info.commit,
        "dirty": info.dirty,
        "configuration": {"source": info.configuration, "digest": info.configuration_digest},
        "versions": dict(sorted(info.versions.items())),
        "platform": info.platform,
        "workers": info.workers,
    }


def _totals(totals: Totals) -> dict[str, Any]:
    return {
        "tests": totals.tests,
        "passed": totals.passed,
        "failed": totals.failed,
        "errors": totals.errors,
        "skipped": totals.skipped,
        "xfailed": totals.xfailed,
        "xpassed": totals.xpassed,
        "pass_rate": totals.pass_rate,
        "exercised": totals.exercised,
        "exercised_share": totals.exercised_share,
        "unseen": totals.unseen,
        "vacuous": totals.vacuous,
        "pinned": totals.pinned,
        "vacuous_pinned": totals.vacuous_pinned,
        "time": round(totals.time, 6),
    }


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "id": pair.id,
        "path": pair.path,
        "line": pair.line,
        "verdict": pair.verdict,
        "known": pair.known,
        "engines": {name: _result(result) for name, result in sorted(pair.engines.items())},
    }


def _result(result: EngineResult) -> dict[str, Any]:
    return {
        "id": result.id,
        "outcome": result.outcome,
        "duration": round(result.duration, 6),
        "observed": result.observed,
        "exercised": result.exercised,
        "vacuous": result.vacuous,
        "pinned": sorted(result.pinned),
        "message": result.message,
        "details": result.details,
        "reruns": result.reruns,
        "evidence": dict(sorted(result.evidence.items())),
    }


def _comparison_totals(totals: ComparisonTotals) -> dict[str, Any]:
    return {**totals._asdict(), "scrubbed": dict(totals.scrubbed)}


def _performance(performance: Performance) -> dict[str, Any]:
    measures = [measure._asdict() for measure in performance.measures]
    slow = [call._asdict() for call in performance.slow]
    return {**performance._asdict(), "measures": measures, "slow": slow}


def _comparison_order(one: Comparison) -> tuple[str, str, str, str]:
    return one.id, one.kind, one.key, one.path


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {
        "engines": {name: one._asdict() for name, one in sorted(coverage.engines.items())},
        "leaks": _lines(coverage.leaks),
        "unexecuted": _lines(coverage.unexecuted),
        "candidate_only": _lines(coverage.candidate_only),
    }


def _lines(places: Iterable[Lines]) -> list[dict[str, Any]]:
    return [place._asdict() for place in sorted(places, key=lambda place: place.path)]

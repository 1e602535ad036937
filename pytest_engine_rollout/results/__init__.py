"""The results of a run as frozen values, made from test reports.

They are written as `engine-report.json`; everything here is pure.
"""

from __future__ import annotations

from pytest_engine_rollout.results.findings import (
    Comparison,
    ComparisonTotals,
    Coverage,
    EngineCoverage,
    Lines,
    Measure,
    Performance,
    PerformanceVerdict,
    Sabotage,
    SlowCall,
)
from pytest_engine_rollout.results.pair import EngineResult, Outcome, Pair, Verdict, verdict_of
from pytest_engine_rollout.results.run import Reason, ReasonKind, RunInfo, RunResult
from pytest_engine_rollout.results.totals import Totals, totals_of

SCHEMA_VERSION = 1

__all__ = [
    "SCHEMA_VERSION",
    "Comparison",
    "ComparisonTotals",
    "Coverage",
    "EngineCoverage",
    "EngineResult",
    "Lines",
    "Measure",
    "Outcome",
    "Pair",
    "Performance",
    "PerformanceVerdict",
    "Reason",
    "ReasonKind",
    "RunInfo",
    "RunResult",
    "Sabotage",
    "SlowCall",
    "Totals",
    "Verdict",
    "totals_of",
    "verdict_of",
]

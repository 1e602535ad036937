"""What a run found out: plain frozen values, made from test reports.

They are written and read as `engine-report.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

Outcome = Literal["passed", "failed", "error", "skipped", "xfailed", "xpassed"]
Verdict = Literal["matched", "regression", "improvement", "shared-failure", "one-sided"]

SCHEMA_VERSION = 1


@dataclass(frozen=True)
class EngineResult:
    """One test on one engine: half of a pair.

    Attributes:
        id: The full node id, with the engine.
        engine: The engine asked for.
        duration: Seconds, of all phases.
        observed: The engine that answered; None where that could not be seen.
        exercised: Whether code of this engine ran in the call phase; None without evidence.
        pinned: Other engines whose code ran in the call phase.
        evidence: What each kind of evidence says of this test, by the kind's name; JSON values.
    """

    id: str
    engine: str
    outcome: Outcome
    duration: float
    observed: str | None = None
    exercised: bool | None = None
    pinned: tuple[str, ...] = ()
    evidence: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def vacuous(self) -> bool:
        """Passed without running the engine it is counted for."""
        return self.outcome == "passed" and self.exercised is False


@dataclass(frozen=True)
class Pair:
    """One test under every engine that was asked for.

    Attributes:
        id: The base id, without the engine.
        path: The test file, relative to the root.
        line: 1-based; None where the item has none.
        engines: The results by engine; a missing half is absent.
    """

    id: str
    path: str
    line: int | None
    engines: Mapping[str, EngineResult]
    verdict: Verdict

"""What travels on each test report as `report.engine_rollout`: plain JSON, from workers too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from pytest_engine_rollout.isolation.attestation import observe
from pytest_engine_rollout.isolation.ids import IDENTITY
from pytest_engine_rollout.results.pair import NO_EVIDENCE
from pytest_engine_rollout.session import RolloutSession

ATTRIBUTE = "engine_rollout"


@dataclass(frozen=True, slots=True)
class Shipment:
    """What one report says of a test beyond pytest's own report.

    Attributes:
        base_id: The id without the engine, by which tests are paired.
        engine: The engine asked for.
        observed: The engine that the entry gave after this phase; None where that cannot be seen.
        path: The test file relative to the root, with `/`.
        line: 1-based; None where the item has none.
        evidence: By the kind's name, what it says of this phase.
    """

    base_id: str
    engine: str
    observed: str | None
    path: str
    line: int | None
    evidence: Mapping[str, Any] = field(default_factory=lambda: NO_EVIDENCE)


def attach(
    rollout: RolloutSession,
    item: pytest.Item,
    call: pytest.CallInfo[None],
    report: pytest.TestReport,
) -> None:
    """Put on a report what is known of its test after this phase."""
    if IDENTITY not in item.stash or call.when == "collect":
        return
    identity = item.stash[IDENTITY]
    path, line, _ = item.location
    shipment: dict[str, Any] = {
        "base_id": identity.base_id,
        "engine": identity.engine,
        "observed": observe(rollout.project, identity.engine),
        "path": path.replace("\\", "/"),
        "line": None if line is None else line + 1,
    }
    if call.when == "call":
        gathered = {kind.name: kind.collect(item) for kind in rollout.evidence}
        if evidence := {name: dict(found) for name, found in gathered.items() if found}:
            shipment["evidence"] = evidence
    setattr(report, ATTRIBUTE, shipment)


def shipment_of(report: object) -> Shipment | None:
    """What a report carries; None for a report on a test that runs on no engine."""
    carried = getattr(report, ATTRIBUTE, None)
    return None if carried is None else Shipment(**carried)

"""Attach evidence to test reports as `report.engine_rollout`: plain JSON, from workers too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

import pytest

from pytest_engine_rollout.isolation.attestation import engine_of_entry
from pytest_engine_rollout.isolation.items.ids import Identity
from pytest_engine_rollout.session import RolloutSession

ATTRIBUTE = "engine_rollout"


class _Always(TypedDict):
    base_id: str
    engine: str
    observed: str | None
    path: str
    line: int | None


class Shipment(_Always, total=False):
    """What a report carries beyond pytest's own data.

    Attributes:
        base_id: The id without the engine, by which tests are paired.
        engine: The engine asked for.
        observed: The engine that the entry gave after this phase; None where that cannot be seen.
        path: The test file relative to the root, with `/`.
        line: 1-based; None where the item has none.
        evidence: By the kind's name, what it says of this phase.
    """

    evidence: Mapping[str, Any]


def attach(
    rollout: RolloutSession,
    item: pytest.Item,
    identity: Identity,
    report: pytest.TestReport,
) -> None:
    """Attach to a report the evidence of its test after this phase."""
    path, line, _ = item.location
    shipment: Shipment = {
        "base_id": identity.base_id,
        "engine": identity.engine,
        "observed": engine_of_entry(rollout.project, identity.engine),
        "path": path.replace("\\", "/"),
        "line": None if line is None else line + 1,
    }
    if report.when == "call":
        evidence = {}
        for kind in rollout.evidence:
            if found := kind.collect(item):
                evidence[kind.name] = found
        if evidence:
            shipment["evidence"] = evidence
    setattr(report, ATTRIBUTE, shipment)


def shipment_of(report: object) -> Shipment | None:
    """What a report carries; None for a report on a test that runs on no engine."""
    shipment: Shipment | None = getattr(report, ATTRIBUTE, None)
    return shipment

"""What travels on each test report as `report.engine_rollout`: plain JSON, from workers too."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_engine_rollout.isolation.attestation import observe
from pytest_engine_rollout.isolation.ids import Identity
from pytest_engine_rollout.session import RolloutSession

ATTRIBUTE = "engine_rollout"


def attach(
    rollout: RolloutSession,
    item: pytest.Item,
    identity: Identity,
    report: pytest.TestReport,
) -> None:
    """Put on a report what is known of its test after this phase."""
    path, line, _ = item.location
    shipment: dict[str, Any] = {
        "base_id": identity.base_id,
        "engine": identity.engine,
        "observed": observe(rollout.project, identity.engine),
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

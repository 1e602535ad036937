"""What travels on a test report, as it arrives in the process that reports.

Workers, which only send, never import this: results are none of their business.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pytest_engine_rollout.results.pair import NO_EVIDENCE
from pytest_engine_rollout.transport import ATTRIBUTE


class Shipment(NamedTuple):  # three for every test, as with phases
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
    evidence: Mapping[str, Any] = NO_EVIDENCE


def shipment_of(report: object) -> Shipment | None:
    """What a report carries; None for a report on a test that runs on no engine."""
    carried = getattr(report, ATTRIBUTE, None)
    return None if carried is None else Shipment(**carried)

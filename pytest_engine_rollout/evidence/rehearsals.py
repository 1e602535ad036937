"""Rehearsals: comparisons within one test, and missions handed from one engine to the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import pytest

from pytest_engine_rollout.evidence.base import Evidence

REHEARSED: pytest.StashKey[list[dict[str, Any]]] = pytest.StashKey()


class Rehearsals(Evidence):
    """Keeps what `engine_pair` and `engine_handoff` were used for.

    Its JSON: `rehearsed`, a list of `{"compared", "same"}` and `{"from", "to"}`.
    """

    name: ClassVar[str] = "rehearsals"

    def collect(self, item: pytest.Item) -> Mapping[str, Any]:
        """What was rehearsed, once the call phase has ended."""
        rehearsed = item.stash.get(REHEARSED, [])
        return {"rehearsed": rehearsed} if rehearsed else {}


def note(item: pytest.Item | None, entry: dict[str, Any]) -> None:
    """Keep one rehearsal of the running test."""
    assert item is not None
    item.stash.setdefault(REHEARSED, []).append(entry)

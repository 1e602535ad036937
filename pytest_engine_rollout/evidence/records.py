"""Observations that tests record themselves: `engine.record(key, value)`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar

import pytest

from pytest_engine_rollout.comparison import snapshot
from pytest_engine_rollout.evidence.base import Evidence, When
from pytest_engine_rollout.options import option_value
from pytest_engine_rollout.session import RolloutSession

MOST_RECORDS = 1_000
LONGEST_KEY = 200

RECORDED: pytest.StashKey[dict[str, Any]] = pytest.StashKey()


class Records(Evidence):
    """Keeps a picture of each value as it was when it was recorded.

    Its JSON: `recorded`, values by key; a key that is recorded again goes on as `key#2`; `cut`,
    places left out.
    """

    name: ClassVar[str] = "records"
    phases: ClassVar[frozenset[When]] = frozenset({"setup"})

    @classmethod
    def wanted(cls, session: RolloutSession) -> bool:
        """Unless `--engine-evidence=off`."""
        return option_value(session.config, "--engine-evidence") != "off"

    @contextmanager
    def watching(self, item: pytest.Item, when: When) -> Iterator[None]:  # noqa: ARG002 - there is but one
        """Begin anew with each run of a test."""
        item.stash[RECORDED] = {"recorded": {}, "cut": 0}
        yield

    def record(self, item: pytest.Item, key: str, value: object) -> None:
        """Take the picture."""
        found = item.stash.setdefault(RECORDED, {"recorded": {}, "cut": 0})
        recorded = found["recorded"]
        if len(recorded) >= MOST_RECORDS:
            found["cut"] += 1
            return
        taken = snapshot(value, naming=self.session.naming)
        found["cut"] += taken.cut
        name = base = str(key)[:LONGEST_KEY]
        number = 1
        while name in recorded:
            number += 1
            name = f"{base}#{number}"
        recorded[name] = taken.value

    def collect(self, item: pytest.Item) -> Mapping[str, Any]:
        """What was recorded in setup and call."""
        found = item.stash.get(RECORDED, None)
        if found is None:
            return {}
        return {key: value for key, value in found.items() if value}

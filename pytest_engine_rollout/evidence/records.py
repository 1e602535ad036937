"""Observations that tests record themselves: `engine.record(key, value)`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import pytest

from pytest_engine_rollout.comparison import Limits, snapshot
from pytest_engine_rollout.evidence.base import Evidence
from pytest_engine_rollout.options import option_value
from pytest_engine_rollout.session import RolloutSession

MOST_RECORDS = 1_000
LONGEST_KEY = 200
MOST_OF_ONE = 65_536  # characters: unlike those of calls, records stay in the report
MOST_CHARACTERS = 1_000_000


class Records(Evidence):
    """Keeps a snapshot of each value, taken when it was recorded.

    Its JSON: `recorded`, values by key; a key that is recorded again goes on as `key#2`; `cut`,
    places left out.
    """

    name: ClassVar[str] = "records"

    def __init__(self, session: RolloutSession) -> None:
        super().__init__(session)
        self._recorded: dict[str, Any] = {}
        self._characters = 0
        self._cut = 0

    @classmethod
    def wanted(cls, session: RolloutSession) -> bool:
        """Unless `--engine-evidence=off`."""
        return option_value(session.config, "--engine-evidence") != "off"

    def forget(self) -> None:
        """Start with nothing recorded."""
        self._recorded, self._characters, self._cut = {}, 0, 0

    def record(self, key: str, value: object) -> None:
        """Take a snapshot of a value."""
        if len(self._recorded) >= MOST_RECORDS:
            self._cut += 1
            return
        room = min(MOST_OF_ONE, MOST_CHARACTERS - self._characters)
        taken = snapshot(value, Limits(characters=room), self.session.naming)
        self._characters += taken.characters
        self._cut += taken.cut
        name = base = str(key)[:LONGEST_KEY]
        number = 1
        while name in self._recorded:
            number += 1
            name = f"{base}#{number}"
        self._recorded[name] = taken.value

    def collect(self, item: pytest.Item) -> Mapping[str, Any]:
        """The observations recorded in setup and call."""
        found = {"recorded": self._recorded, "cut": self._cut}
        self.forget()  # what the teardown records comes too late
        return {key: value for key, value in found.items() if value}

"""Notice a suite's own fixture or argument with the name of the fixture `engine`."""

from __future__ import annotations

import pytest

from pytest_engine_rollout import _pytest_compat as compat
from pytest_engine_rollout.options import option_value

_OURS = "pytest_engine_rollout.engine"


class FixtureClash:
    """Notices a fixture or parameter of the suite with the name of the plugin's fixture."""

    def __init__(self, config: pytest.Config) -> None:
        self.name = option_value(config, "--engine-fixture") or "engine"
        self._place: str | None = None

    def look(self, item: pytest.Item) -> None:
        """Look at what a test gets under that name."""
        if self._place is None and self.name in getattr(item, "fixturenames", ()):
            function = compat.fixture_function(item, self.name)
            if function is None:
                self._place = f"{item.nodeid} parametrizes {self.name!r}"
            elif function.__module__ != _OURS:
                self._place = f"{function.__module__} defines a fixture {self.name!r}"

    def lines(self) -> list[str]:
        """What to tell the user: nothing, or one line."""
        if self._place is None:
            return []
        return [
            (
                f"engine rollout: {self._place}, which stays as it is; "
                "--engine-fixture=NAME gives the fixture of the plugin another name"
            )
        ]

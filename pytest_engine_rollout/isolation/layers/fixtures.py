"""The fixtures of each engine."""

from __future__ import annotations

import pytest

from migration_lint.project import Engine
from pytest_engine_rollout import _pytest_compat as compat
from pytest_engine_rollout.isolation.layer import Layer


class Fixtures(Layer["compat.FixtureManager | None"]):
    """pytest's fixture manager: with one per engine, no fixture of any scope is shared."""

    def __init__(self, config: pytest.Config) -> None:
        self._manager = config.pluginmanager
        self.session: pytest.Session | None = None

    def capture(self) -> compat.FixtureManager | None:
        return compat.fixture_manager(self.session) if self.session else None

    def restore(self, state: compat.FixtureManager | None) -> None:
        if self.session and state:
            compat.set_fixture_manager(self.session, state)

    def fresh(
        self,
        engine: Engine,
        outside: compat.FixtureManager | None,
    ) -> None:
        return None

    def load(self) -> None:
        """Let the present engine begin with nothing but the fixtures of the plugins loaded."""
        if self.session:
            compat.new_fixture_manager(self.session)

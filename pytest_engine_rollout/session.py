"""The state of a run with `--engines`, kept in `config.stash[SESSION]`."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

import pytest

from migration_lint.project import Engine, Project
from pytest_engine_rollout import _pytest_compat as compat
from pytest_engine_rollout.asked import ASKED
from pytest_engine_rollout.comparison import Naming
from pytest_engine_rollout.evidence.base import Evidence, gather
from pytest_engine_rollout.fixture_clash import FixtureClash
from pytest_engine_rollout.isolation.assembly import assemble
from pytest_engine_rollout.isolation.items.ids import IDENTITY, Identity
from pytest_engine_rollout.isolation.layers.plugins import PluginState
from pytest_engine_rollout.isolation.startup import check_environment
from pytest_engine_rollout.isolation.waiting import Waiting
from pytest_engine_rollout.workers.role import Place, Role

SESSION: pytest.StashKey[RolloutSession] = pytest.StashKey()


class RolloutSession:
    """The state of one run, which the parts of the plugin share.

    Attributes:
        config: pytest's configuration.
        project: The configuration of the rollout.
        place: The role of this process in the run.
        engines: The engines that were asked for, in the order in which they run. Those of this
            process are `worlds.engines`: a worker serves one of them.
        isolation: What keeps the engines apart in this process.
        worlds: The engines' worlds: `isolation.worlds`.
        naming: How types are named where the observations of the engines are compared.
        fixture_clash: Whether the suite has a fixture with the name of the plugin's own.
        waiting: Tells the user what takes long while modules are imported.
        item: The test that runs now.
        identity: The ids of that test.
        expected: By a test's base id, the engines that must give a result for it.
        evidence: The kinds of evidence that are gathered in this process.
        forgetting: The `forget` methods of those kinds that keep anything of a test.
        watching: By phase of a test, the kinds that watch it.
        accounted: How many tests were deselected through pytest's hook.
        left_out: How many tests plugins removed from the selection without calling that hook.
        uncollected: By engine, how many of its files and folders could not be collected.
        note: What a worker sends its controller when it ends.
    """

    def __init__(
        self, config: pytest.Config, project: Project, engines: tuple[Engine, ...], place: Place
    ) -> None:
        self.config = config
        self.place = place
        self.project = project
        self.engines = engines
        alone = place.role is Role.ALONE
        here = [engine for engine in engines if alone or engine.name == place.engine]
        self.isolation = assemble(config, project, here, has_layers=alone)
        self.worlds = self.isolation.worlds
        self.naming = Naming(
            self.isolation.ownership.owns_name,
            tuple(project.engines),
            frozenset(e.controller for e in project.engines.values() if e.controller),
        )
        self.waiting = Waiting(self._say)
        self.fixture_clash = FixtureClash(config)
        self.item: pytest.Item | None = None
        self.identity: Identity | None = None
        self.expected: dict[str, list[str]] = {}
        self.accounted = 0
        self.left_out = 0
        self.uncollected: Counter[str] = Counter()
        self.note: dict[str, Any] = {}
        self._gather_evidence()

    def _gather_evidence(self) -> None:
        """Make the kinds of evidence that the run needs, and have the worlds call them."""
        runs_tests = self.place.role is not Role.CONTROLLER
        self.evidence: list[Evidence] = gather(self) if runs_tests else []
        self.forgetting = [k.forget for k in self.evidence if type(k).forget is not Evidence.forget]
        self.watching: dict[str, list[Evidence]] = defaultdict(list)
        for kind in self.evidence:
            for phase in kind.phases:
                self.watching[phase].append(kind)
            self.worlds.on_start.append(kind.engine_started)
            self.worlds.on_enter.append(kind.engine_entered)
            self.worlds.on_leave.append(kind.engine_left)

    def _say(self, what: str) -> None:
        """Print a line about the present engine at once, even while output is captured."""
        name = self.worlds.current.name if self.worlds.current else None
        on_engine = f"engine {name!r}: " if name else ""
        line = f"\nengine rollout: {on_engine}{what}\n"
        os.write(compat.stderr_descriptor(self.config), line.encode())

    @property
    def stopped(self) -> Counter[str]:
        """The engines whose tests must not run because collection failed; how often it did."""
        go_on = self.config.option.continue_on_collection_errors
        return Counter() if go_on else self.uncollected

    def implements(self, engine: Engine, hook: str) -> bool:
        """Whether the suite has plugins of an engine's own that have a hook.

        Args:
            engine: The one that a worker serves; else one that is not the present one.
            hook: Its name.
        """
        return any(
            caller.name == hook
            for it in self._own_plugins(engine)
            if not isinstance(it.plugin, compat.FixtureManager)
            for caller, _ in it.hooks
        )

    def call_fixture_manager(self, engine: Engine, hook: str, **arguments: object) -> None:
        """Call a hook on the fixture manager of an engine, also outside of the engine's world.

        The manager sorts and drops its own records, and runs none of the suite's code.
        """
        for it in self._own_plugins(engine):
            if isinstance(it.plugin, compat.FixtureManager):
                it.call(hook, arguments)

    def _own_plugins(self, engine: Engine) -> tuple[compat.Suspended, ...]:
        if self.place.role is Role.ALONE:
            state: PluginState = self.worlds.state(engine, self.isolation.plugins)
            return state.plugins
        return self.isolation.plugins.present()

    def expect(self, items: Iterable[pytest.Item]) -> None:
        """Note that the run must give a result for each of these tests."""
        for item in items:
            if IDENTITY in item.stash:
                identity = item.stash[IDENTITY]
                self.expected.setdefault(identity.base_id, []).append(identity.engine)


def make_session(config: pytest.Config) -> RolloutSession:
    """Make the state of the run that the options ask for.

    Raises:
        pytest.UsageError: The environment does not fit the engines that were asked for.
    """
    project, engines, place = config.stash[ASKED]
    if place.role is not Role.WORKER:
        check_environment(engines, project.engines.values(), alone=place.role is Role.ALONE)
    return RolloutSession(config, project, engines, place)

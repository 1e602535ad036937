"""Collect the whole suite once per engine, each time in that engine's world."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import pytest

from migration_lint.project import Engine
from pytest_engine_rollout import _pytest_compat as compat
from pytest_engine_rollout import marks
from pytest_engine_rollout.isolation.attestation import check_entry, check_place
from pytest_engine_rollout.isolation.entry import describe
from pytest_engine_rollout.isolation.items import running
from pytest_engine_rollout.isolation.items.ids import IDENTITY, forget, identify, is_renamed
from pytest_engine_rollout.isolation.items.parting import by_engine, presented
from pytest_engine_rollout.session import RolloutSession
from pytest_engine_rollout.workers.role import Role

MODIFY_ITEMS = "pytest_collection_modifyitems"


class EngineRoot(pytest.Collector):
    """Collects what the session would collect, in the world of one engine."""

    def __init__(self, *, begin: Callable[[], None], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.begin = begin

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """Collect what the command line asks for on this engine."""
        return [*self.session.collect()]


class Collection:
    """One collection of the suite for each engine.

    Args:
        session: The session, about to be collected.
        rollout: The run's state.
    """

    def __init__(self, session: pytest.Session, rollout: RolloutSession) -> None:
        self._session = session
        self._rollout = rollout
        self._worlds = rollout.worlds
        self._mistakes: list[str] = []
        self._arguments = compat.Arguments(session, [engine.name for engine in rollout.engines])

    def report(self) -> pytest.CollectReport:
        """The collect report of the session: a root for each engine."""
        roots = [
            self._root(engine.name, partial(self._begin, engine))
            for engine in self._worlds.engines.values()
        ]
        # The hooks called next are for the tests of all engines: none of the plugins that are
        # an engine's own may be among those that pytest calls then.
        roots.append(self._root("end", self._end))
        return pytest.CollectReport(self._session.nodeid, "passed", None, roots)

    def _root(self, name: str, begin: Callable[[], None]) -> pytest.Item | pytest.Collector:
        # The node id is the session's: a report on the root is one on the session.
        return EngineRoot.from_parent(
            self._session,
            name=name,
            path=self._session.path,
            nodeid=self._session.nodeid,
            begin=begin,
        )

    def _begin(self, engine: Engine) -> None:
        self._check_engine()
        self._worlds.enter(engine)
        compat.filter_warnings(self._rollout.config)
        self._arguments.select(engine.name)

    def _end(self) -> None:
        self._check_engine()
        if self._rollout.place.role is Role.WORKER:
            self._rollout.isolation.plugins.withhold(MODIFY_ITEMS)  # as leaving a world does
        self._worlds.leave()
        self._arguments.select_none()

    def _check_engine(self) -> None:
        """Check the engine whose tests were just collected, as long as the process is in its world.

        Raises:
            pytest.UsageError: It is not the one asked for, is of another checkout, or shares what
                it must not share.
        """
        problem = running.shared_problem(self._rollout)
        if problem:
            raise pytest.UsageError(problem)
        engine = self._worlds.current
        if engine is None:
            return
        refused = self._rollout.isolation.refusals.met.get(engine.name)
        if refused:
            raise pytest.UsageError(f"engine {engine.name!r}: {refused}")
        check_entry(self._rollout.project, engine)
        check_place(self._rollout.project, engine)

    def name(self, collector: pytest.Collector, report: pytest.CollectReport) -> None:
        """Give the tests that a collector found the ids that they have on the present engine."""
        engine = self._worlds.current
        if engine is None:
            return
        if isinstance(collector, pytest.File):
            self._rollout.isolation.ownership.add_test_file(collector.path)
        if report.failed:
            problem = running.refused(self._rollout, compat.call_of(report))
            if problem:
                raise pytest.UsageError(f"engine {engine.name!r}: {problem}")
            # One message about a broken engine, rather than one error per test file.
            check_entry(self._rollout.project, engine)
            report.sections.append(("engine", engine.name))
            self._rollout.uncollected[engine.name] += 1
        report.result = [
            node
            for node in report.result or ()
            if not isinstance(node, pytest.Item) or self._admit(node, engine.name)
        ]

    def modify(self, engine: Engine, items: list[pytest.Item]) -> None:
        """Let an engine's own plugins modify its tests, in its world.

        They see the names that the tests have without engines, and may rename, replace and mark
        tests as they like.

        Args:
            engine: One of this process.
            items: Its tests; changed in place.
        """
        plugins = self._rollout.isolation.plugins
        arguments = {"session": self._session, "config": self._rollout.config, "items": items}
        plugins.release(MODIFY_ITEMS)
        if not self._rollout.implements(engine, MODIFY_ITEMS):
            self._rollout.call_fixture_manager(engine, MODIFY_ITEMS, **arguments)
            return
        self._worlds.enter(engine)

        def modify(items: list[pytest.Item]) -> None:
            plugins.call_own(MODIFY_ITEMS, **{**arguments, "items": items})
            for item in items:
                self._mistakes += marks.mistakes(item, self._rollout.project)

        self._modify(modify, items, engine.name)
        self._check_marks()

    def modify_alone(
        self, modify: Callable[[list[pytest.Item]], object], items: list[pytest.Item]
    ) -> None:
        """Let a plugin modify the tests of one engine at a time.

        Args:
            modify: Called with the tests of an engine, to change in place.
            items: The tests of all engines; changed in place.
        """
        parted = by_engine(self._rollout, items)
        for engine, part in parted.items():
            self._modify(modify, part, engine)
        items[:] = [item for part in parted.values() for item in part]

    def _modify(
        self,
        modify: Callable[[list[pytest.Item]], object],
        items: list[pytest.Item],
        engine: str,
    ) -> None:
        with presented(self._session, items):
            modify(items)
        for item in items:
            if is_renamed(item):
                forget(item)
        admitted = [item for item in items if self._admit(item, engine)]
        self._rollout.accounted += len(items) - len(admitted)
        items[:] = admitted

    def _admit(self, item: pytest.Item, engine: str) -> bool:
        """Name a test that runs on an engine; False for one whose marks say that it does not."""
        if IDENTITY not in item.stash:
            self._mistakes += marks.mistakes(item, self._rollout.project)
            identify(item, engine)
            self._rollout.fixture_clash.look(item)
        return marks.runs_on(item, engine)

    def gave_up(self, collector: pytest.Collector, problem: SystemExit) -> pytest.UsageError:
        """The error to raise for a module that ends the process when it is imported."""
        engine = self._worlds.current
        on_engine = f"engine {engine.name!r}: " if engine else ""
        return pytest.UsageError(
            f"{on_engine}{collector.nodeid} cannot be collected: {describe(problem)}"
        )

    def check(self) -> None:
        """Raise `pytest.UsageError` for mistaken marks and for node ids not found."""
        self._check_marks()
        missing = {
            position: f"not found: {lost.argument}\n(no match in any of {[*lost.collectors]!r})"
            for position, lost in self._arguments.missing().items()
        }
        if self._rollout.place.role is Role.WORKER:  # another engine's worker may have found it
            self._rollout.note.update(missing=missing, found=sorted(self._arguments.found))
        elif missing:
            raise pytest.UsageError(*missing.values())

    def _check_marks(self) -> None:
        if self._mistakes:
            raise pytest.UsageError(*dict.fromkeys(self._mistakes))

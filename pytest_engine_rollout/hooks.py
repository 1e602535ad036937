"""The hooks of a run with `--engines`; each calls the module that does the work."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from pytest_engine_rollout import _pytest_compat as compat
from pytest_engine_rollout import marks
from pytest_engine_rollout.engine import fixture_plugin
from pytest_engine_rollout.evidence.base import Watching, When
from pytest_engine_rollout.gaps import Gaps
from pytest_engine_rollout.isolation.attestation import check_entry
from pytest_engine_rollout.isolation.boot import start_world
from pytest_engine_rollout.isolation.entry import describe
from pytest_engine_rollout.isolation.items import running
from pytest_engine_rollout.isolation.items.collection import Collection, EngineRoot
from pytest_engine_rollout.isolation.items.id_hooks import IdHooks
from pytest_engine_rollout.isolation.items.ids import IDENTITY
from pytest_engine_rollout.isolation.items.parting import order_by_engine, presented
from pytest_engine_rollout.isolation.layers.plugins import IDS
from pytest_engine_rollout.rehearsal.fixtures import rehearsal_plugin
from pytest_engine_rollout.reruns import collecting as reruns
from pytest_engine_rollout.selection import deselect_on_each
from pytest_engine_rollout.session import SESSION, RolloutSession, make_session
from pytest_engine_rollout.workers.role import Role
from pytest_engine_rollout.workers.worker import WorkerHooks

_ONCE = (
    "pytest_report_header",
    "pytest_collection",
    "pytest_collection_modifyitems",
    "pytest_collection_finish",
    "pytest_report_collectionfinish",
    "pytest_runtestloop",
)
"""The hooks that are called once for all engines, from the start of the session to the tests."""


def begin(config: pytest.Config) -> None:
    """Start the run: from here on the process is in the world of the first engine."""
    session = make_session(config)
    config.stash[SESSION] = session
    for kind in session.evidence:
        config.add_cleanup(kind.finish)  # pytest may end before it is configured
    hooks = RolloutHooks(session)
    config.pluginmanager.register(hooks, "engine_rollout_hooks")
    config.pluginmanager.register(Gaps(session), "engine_rollout_gaps")
    config.pluginmanager.register(fixture_plugin(session), "engine_rollout_fixture")
    config.pluginmanager.register(rehearsal_plugin(session), "engine_rollout_rehearsal")
    if session.place.role is Role.CONTROLLER:
        from pytest_engine_rollout.workers.borrowed_environment import (  # noqa: PLC0415 - as below
            borrow_environment,
        )
        from pytest_engine_rollout.workers.hooks import (  # noqa: PLC0415 - needs pytest-xdist
            ControllerHooks,
        )

        known = session.project.engines.values()
        config.add_cleanup(borrow_environment(session.engines[0], known))
        config.pluginmanager.register(ControllerHooks(session), "engine_rollout_controller")
        return
    config.pluginmanager.register(IdHooks(session, hooks.modify_alone), IDS)
    if session.place.role is Role.WORKER:
        config.pluginmanager.register(WorkerHooks(session), "engine_rollout_worker")
    running.start(session)


@contextmanager
def naming_broken_engine(config: pytest.Config) -> Iterator[None]:
    """While conftest files are imported: name the engine that is broken, in one message.

    Raises:
        pytest.UsageError: An engine cannot be imported, or a conftest file ends the process.
    """
    try:
        yield
        if SESSION in config.stash:
            config.stash[SESSION].waiting.end()
    except (compat.ConftestImportFailure, SystemExit) as problem:
        session = config.stash.get(SESSION, None)
        if session is not None:
            current = session.worlds.current
            for engine in session.engines if current is None else (current,):
                check_entry(session.project, engine)
        if isinstance(problem, SystemExit):
            raise pytest.UsageError(
                f"a conftest file cannot be imported: {describe(problem)}"
            ) from None
        raise


class RolloutHooks:
    """The hooks that collect and run each test on every engine."""

    def __init__(self, session: RolloutSession) -> None:
        self._session = session
        self._collection: Collection | None = None

    def modify_alone(
        self, modify: Callable[[list[pytest.Item]], object], items: list[pytest.Item]
    ) -> None:
        """Let a plugin modify the tests of one engine after the other, each without the others."""
        assert self._collection is not None
        self._collection.modify_alone(modify, items)

    @pytest.hookimpl(tryfirst=True, specname="pytest_configure")
    def pytest_notice_values(self) -> None:
        """Note what plugins do in the following hooks that concerns the first engine alone."""
        running.notice_values(self._session)
        running.notice_plugins(self._session, "pytest_configure", "pytest_sessionstart")

    def pytest_configure(self, config: pytest.Config) -> None:
        """Register the marks and the plugins that report and that run tests again."""
        for line in marks.LINES:
            config.addinivalue_line("markers", line)
        deselect_on_each(config, self._session.engines)
        if self._session.place.role is not Role.WORKER:
            from pytest_engine_rollout import reporting  # noqa: PLC0415 - a worker reports to its controller

            reporting.begin(self._session)
        reruns.begin(self._session)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Keep the fixtures of each engine apart from here on."""
        self._session.isolation.fixtures.session = session
        self._session.isolation.config_values.session = session
        running.notice_plugins(self._session, *_ONCE)
        running.name_in_junit(self._session)
        if self._session.place.role is Role.ALONE:
            running.part_folders(self._session)
            self._session.worlds.on_start.append(lambda _: start_world(self._session, session))

    @pytest.hookimpl(tryfirst=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> pytest.CollectReport | None:
        """Collect the suite once per engine."""
        if isinstance(collector, EngineRoot):
            collector.begin()
        if not isinstance(collector, pytest.Session):
            return None
        self._collection = Collection(collector, self._session)
        return self._collection.report()

    @pytest.hookimpl(wrapper=True, trylast=True, specname="pytest_make_collect_report")
    def pytest_name_items(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Give the tests found their ids, before anyone else sees them."""
        if self._collection is None:
            return (yield)
        try:
            with self._waiting(collector):
                report = yield
        except SystemExit as problem:
            raise self._collection.gave_up(collector, problem) from None
        self._collection.name(collector, report)
        return report

    @pytest.hookimpl(tryfirst=True, specname="pytest_collection_modifyitems")
    def pytest_check_collection(self, session: pytest.Session, items: list[pytest.Item]) -> None:
        """Check that all engines were collected; let each one's own plugins modify its tests."""
        if self._collection is not None:
            self._collection.check()
            running.modify_per_engine(self._session, items, self._collection.modify)

    @pytest.hookimpl(wrapper=True, specname="pytest_collection_modifyitems")
    def pytest_count_left_out(self, items: list[pytest.Item]) -> Generator[None, None, None]:
        """Count what plugins take out of the selection without telling pytest."""
        before = len(items) + self._session.accounted
        yield
        if not self._session.stopped:
            self._session.left_out += max(0, before - self._session.accounted - len(items))

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        """Count the tests that were deselected through pytest's hook."""
        self._session.accounted += len(items)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Order the tests by engine, after all other plugins have ordered them."""
        order_by_engine(self._session, items)

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note the results to expect; call the hook on each engine's own plugins."""
        self._session.expect(session.items)
        self._session.isolation.plugins.arrange()
        running.call_per_engine(self._session, "pytest_collection_finish", session=session)

    def pytest_report_collectionfinish(
        self, config: pytest.Config, start_path: Path, items: Sequence[pytest.Item]
    ) -> list[str | list[str]]:
        """The lines about what is not isolated, and those of each engine's own plugins."""
        hook, arguments = "pytest_report_collectionfinish", {"config": config, "items": items}
        told = running.call_per_engine(self._session, hook, start_path=start_path, **arguments)
        return [*self._session.fixture_clash.lines(), *running.kept_lines(self._session), *told]

    @pytest.hookimpl(tryfirst=True)
    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config
    ) -> None:
        """Let each engine's own plugins add to the summary."""
        running.call_per_engine(
            self._session,
            "pytest_terminal_summary",
            terminalreporter=terminalreporter,
            exitstatus=exitstatus,
            config=config,
        )

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection(self) -> Generator[None, Any, Any]:
        """Leave the engine's world after the collection, also where it fails."""
        try:
            return (yield)
        finally:
            self._session.waiting.end()
            self._session.worlds.leave()

    @pytest.hookimpl(wrapper=True, tryfirst=True, specname="pytest_runtestloop")
    def pytest_end_of_tests(self, session: pytest.Session) -> Generator[None, Any, Any]:
        """Tear down what the tests set up in the world that it was set up in, however they end."""
        alone = session.items if len(self._session.worlds.engines) == 1 else ()
        try:
            with presented(session, alone) if alone else nullcontext():
                return (yield)
        finally:
            running.tear_down(self._session, session)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Run one engine's tests after the other's, with everything torn down in between."""
        return running.run_by_engine(self._session, session)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Run a test in its engine's world."""
        if IDENTITY not in item.stash:
            return (yield)
        with running.InWorld(self._session, item):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None]:
        """Watch a test's setup."""
        for forget in self._session.forgetting:
            forget()
        with self._watching(item, "setup"):
            return (yield)

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None]:
        """Watch a test itself; put the flag back afterwards if the test changes it."""
        with running.KeepingFlag(self._session), self._watching(item, "call"):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None]:
        """Watch a test's teardown, at the end of which the engine must be the one asked for."""
        with self._watching(item, "teardown"):
            result = yield
        running.check_engine(self._session)
        return result

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """End each engine's session in its own world."""
        running.finish(self._session, session, exitstatus)

    @pytest.hookimpl(trylast=True)
    def pytest_unconfigure(self) -> None:
        """Restore the process as it was before the run."""
        running.unconfigure(self._session)

    def _waiting(self, collector: pytest.Collector) -> AbstractContextManager[None]:
        """Tell the user which file takes long to collect; the session's collector is no file."""
        if not collector.nodeid:
            return nullcontext()
        return self._session.waiting.watching(f"collecting {collector.nodeid}")

    def _watching(self, item: pytest.Item, when: When) -> AbstractContextManager[None]:
        kinds = self._session.watching[when] if self._session.item is not None else ()
        return Watching(kinds, item, when) if kinds else _UNWATCHED


_UNWATCHED = nullcontext()

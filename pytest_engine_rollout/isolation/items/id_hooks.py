"""Give each plugin the id of a test that it should see: with or without the engine.

Tests, and plugins that act on them, see what they would see without the plugin: seeds, snapshots
and names of dependencies are made of it. Who reports on the tests of all engines must tell them
apart, and is told the id with the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any

import pytest

from pytest_engine_rollout import _pytest_compat as compat
from pytest_engine_rollout import transport
from pytest_engine_rollout.isolation.importing.ownership import MACHINERY
from pytest_engine_rollout.isolation.items.ids import IDENTITY, Identity, full, plain, relocated
from pytest_engine_rollout.isolation.items.parting import by_engine, presented
from pytest_engine_rollout.isolation.items.running import note_refusal
from pytest_engine_rollout.isolation.layers.plugins import home_of
from pytest_engine_rollout.session import RolloutSession

_IDS = frozenset({"location", "nodeid"})

Modify = Callable[[list[pytest.Item]], object]
Tables = Sequence[tuple[Mapping[str, compat.Around], Callable[[compat.HookImpl], bool]]]
"""What to call in place of which implementations, by hook."""


class IdHooks:
    """Wraps the hooks of other plugins that pass test ids: hooks of pytest.

    Args:
        rollout: The run's state.
        modify_alone: Given what modifies tests, and the tests of all engines, lets it modify those
            of each engine alone.
    """

    def __init__(
        self,
        rollout: RolloutSession,
        modify_alone: Callable[[Modify, list[pytest.Item]], None],
    ) -> None:
        self._rollout = rollout
        self._modify_alone = modify_alone
        of_everybody: Mapping[str, compat.Around] = {
            "pytest_itemcollected": self._of_new_item,
            "pytest_report_teststatus": self._of_report,
        }
        to_reporters: Mapping[str, compat.Around] = {
            "pytest_runtest_logstart": self._of_log,
            "pytest_runtest_logfinish": self._of_log,
            "pytest_warning_recorded": self._of_warning,
        }
        self._in_engines = {
            **of_everybody,
            "pytest_runtest_logreport": self._of_report,
            "pytest_collection_finish": self._of_session,
            "pytest_report_collectionfinish": self._of_session,
            "pytest_sessionfinish": self._of_session,
        }
        self._in_pytest: Tables = ((to_reporters, _is_told_ids),)
        modify = "pytest_collection_modifyitems"
        self._in_plugins: Tables = (
            ({**of_everybody, modify: self._of_all_items}, _is_simple),
            *self._in_pytest,
            ({modify: self._around_all_items}, _is_wrapper),
            # An implementation that is called first does not act yet, but notes the test's id.
            ({"pytest_runtest_call": self._of_call}, _is_first),
        )

    @pytest.hookimpl(tryfirst=True)
    def pytest_plugin_registered(self, plugin: object, manager: pytest.PytestPluginManager) -> None:
        """Wrap the hooks of a plugin that pass it ids."""
        if self._rollout.isolation.plugins.is_own(manager.get_name(plugin) or "", plugin):
            tables: Tables = ((self._in_engines, _is_simple),)
        elif home_of(plugin).partition(".")[0] in MACHINERY:
            tables = self._in_pytest
        else:
            tables = self._in_plugins
        for around, chosen in tables:
            compat.around_implementations(manager, plugin, around, chosen)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Complete a report and give it the id with the engine, after all plugins have seen it."""
        report = yield
        if call.excinfo is not None:  # made what it is by others, who may have been given it raw
            note_refusal(self._rollout, call)
        identity = compat.stashed(item).get(IDENTITY)
        if identity is not None and call.when != "collect":
            transport.attach(self._rollout, item, identity, report)
            _name_report(report, identity)
            if call.when == "call":
                compat.move_failed_subtests(item.config, identity.base_key, identity.key)
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Complete a report made without asking anybody, as pytest-forked makes that on a crash."""
        item, identity = self._rollout.item, self._rollout.identity
        if transport.ATTRIBUTE in vars(report) or item is None or identity is None:
            return
        if compat.bears(report, identity.base_key):
            transport.attach(self._rollout, item, identity, report)
            _name_report(report, identity)

    def _running(self) -> tuple[pytest.Item, ...]:
        item = self._rollout.item
        return () if item is None else (item,)

    def _of_new_item(self, tell: compat.Tell, arguments: dict[str, Any]) -> Any:
        with plain([arguments["item"]]):
            return tell(arguments)

    def _of_report(self, tell: compat.Tell, arguments: dict[str, Any]) -> Any:
        identity, report = self._rollout.identity, arguments.get("report")
        if identity is None or report is None or report.nodeid != identity.id:
            return tell(arguments)
        report.nodeid, location = identity.base_id, report.location
        report.location = relocated(location, identity.name, identity.base_name)
        try:
            with plain(self._running()):
                return tell(arguments)
        finally:
            report.nodeid, report.location = identity.id, location

    def _of_session(self, tell: compat.Tell, arguments: dict[str, Any]) -> Any:
        session, engine = (
            self._rollout.isolation.config_values.session,
            self._rollout.worlds.current,
        )
        parted = by_engine(self._rollout, session.items) if session else {}
        name = engine.name if engine else next(iter(parted), None)
        if session is None or name is None:
            return tell(arguments)
        if "items" in arguments:
            arguments["items"] = parted[name]
        with presented(session, parted[name]):
            return tell(arguments)

    def _of_log(self, tell: compat.Tell, arguments: dict[str, Any]) -> Any:
        identity = self._rollout.identity
        if identity is not None and "location" in arguments:
            before, after = identity.base_name, identity.name
            arguments["location"] = relocated(arguments["location"], before, after)
        return self._of_warning(tell, arguments)

    def _of_warning(self, tell: compat.Tell, arguments: dict[str, Any]) -> Any:
        identity = self._rollout.identity
        if identity is not None and arguments.get("nodeid") == identity.base_id:
            arguments["nodeid"] = identity.id
        return tell(arguments)

    def _of_all_items(self, tell: compat.Tell, arguments: dict[str, Any]) -> None:
        if "items" not in arguments:
            tell(arguments)
            return

        def modify(items: list[pytest.Item]) -> None:
            tell({**arguments, "items": items})

        self._modify_alone(modify, arguments["items"])

    def _around_all_items(
        self, begin: compat.Tell, arguments: dict[str, Any]
    ) -> Generator[None, Any, Any]:
        if "items" not in arguments:
            return (yield from begin(arguments))
        result: Any = None
        begun: list[tuple[Generator[None, Any, Any], list[pytest.Item]]] = []

        def before(items: list[pytest.Item]) -> None:
            begun.append((begin({**arguments, "items": items}), items))
            next(begun[-1][0])

        def after(items: list[pytest.Item]) -> None:
            nonlocal result
            wrapper, known = begun.pop(0)
            known[:] = items
            try:
                wrapper.send(result)
            except StopIteration as end:
                result = end.value
            items[:] = known

        self._modify_alone(before, arguments["items"])
        result = yield
        self._modify_alone(after, arguments["items"])
        return result

    def _of_call(self, tell: compat.Tell, arguments: dict[str, Any]) -> Any:
        with full(self._running()):
            return tell(arguments)


def _name_report(report: pytest.TestReport, identity: Identity) -> None:
    """Give a report the id with the engine."""
    if compat.bears(report, identity.base_key):
        compat.readdress(report, identity.key)
        report.location = relocated(report.location, identity.base_name, identity.name)


def _is_wrapper(implementation: compat.HookImpl) -> bool:
    return implementation.wrapper or implementation.hookwrapper


def _is_simple(implementation: compat.HookImpl) -> bool:
    return not _is_wrapper(implementation)


def _is_told_ids(implementation: compat.HookImpl) -> bool:
    return _is_simple(implementation) and not _IDS.isdisjoint(implementation.argnames)


def _is_first(implementation: compat.HookImpl) -> bool:
    return implementation.tryfirst and not _is_wrapper(implementation)

"""Run the tests engine by engine."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest

from migration_lint.project import Engine
from pytest_engine_rollout import _pytest_compat as compat
from pytest_engine_rollout.isolation.attestation import engine_of_entry
from pytest_engine_rollout.isolation.items.ids import IDENTITY, plain
from pytest_engine_rollout.isolation.items.parting import by_engine, presented
from pytest_engine_rollout.session import RolloutSession
from pytest_engine_rollout.workers.role import Role


def start(rollout: RolloutSession) -> None:
    """Enter the first engine's world, before pytest loads the conftest files."""
    rollout.config.add_cleanup(rollout.worlds.leave)  # pytest may end before it is configured
    manager, isolation = rollout.config.pluginmanager, rollout.isolation
    if rollout.place.role is Role.ALONE:
        own = [manager.get_plugin(name) for name in isolation.plugins.own()]
        isolation.early_imports.note_present(own)
    rollout.worlds.enter(next(iter(rollout.worlds.engines.values())))
    # pytest and its plugins are never garbage: where a suite collects garbage often, their
    # objects would take longer than those of the suite.
    gc.freeze()
    if rollout.place.role is Role.ALONE:  # a worker ends with the run and leaves it to the system
        rollout.config.add_cleanup(gc.unfreeze)  # after pytest has looked for garbage
    rollout.waiting.begin("importing conftest files")
    rollout.config.add_cleanup(rollout.waiting.end)
    if rollout.place.role is Role.ALONE:
        compat.allow_repeated_declarations(rollout.config)
        compat.rewrite_once(rollout.config)
        compat.around_conftests(manager, isolation.config_values.noticing)
        isolation.plugins.load(rollout.worlds.outside(isolation.plugins))
        notice_plugins(rollout, "pytest_load_initial_conftests")


def notice_values(rollout: RolloutSession) -> None:
    """Record what the first engine's own plugins set on `config` and `session` from here on."""
    if rollout.place.role is Role.ALONE:
        compat.around_hooks(
            rollout.config.pluginmanager,
            rollout.isolation.plugins.own(),
            ("pytest_configure", "pytest_sessionstart"),
            rollout.isolation.config_values.noticing,
        )


def notice_plugins(rollout: RolloutSession, *hooks: str) -> None:
    """Record what plugins shared by all engines change in the given hooks."""
    if rollout.place.role is Role.ALONE:
        for name in rollout.isolation.plugins.shared():
            noticing = partial(_noticing, rollout, name)
            compat.around_hooks(rollout.config.pluginmanager, [name], hooks, noticing)


@contextmanager
def _noticing(rollout: RolloutSession, plugin: str) -> Iterator[None]:
    isolation = rollout.isolation
    with isolation.early_imports.noticing(plugin), isolation.common_changes.noticing():
        yield


def part_folders(rollout: RolloutSession) -> None:
    """Give each engine its own temporary folders."""
    worlds = rollout.worlds
    compat.part_temporary_folders(
        rollout.config, lambda: worlds.current.name if worlds.current else None
    )


def modify_per_engine(
    rollout: RolloutSession,
    items: list[pytest.Item],
    modify: Callable[[Engine, list[pytest.Item]], None],
) -> None:
    """Let each engine's conftest files modify that engine's tests only.

    Args:
        rollout: The run's state.
        items: The tests of all engines; changed in place.
        modify: Lets those of an engine modify its tests, in its world where that matters.
    """
    parted = by_engine(rollout, items)
    for engine in rollout.worlds.engines.values():
        modify(engine, parted[engine.name])
    rollout.worlds.leave()
    items[:] = [item for part in parted.values() for item in part]


def call_per_engine(rollout: RolloutSession, hook: str, **arguments: object) -> list[Any]:
    """Call a hook on each engine's own plugins, in its world, and return all results."""
    if rollout.place.role is not Role.ALONE:
        return []  # pytest itself calls all plugins of a process that has one engine or none
    results = []
    rollout.worlds.leave()
    for engine in rollout.engines:
        if not rollout.worlds.started(engine):
            continue
        if rollout.implements(engine, hook):
            rollout.worlds.enter(engine)
            results += rollout.isolation.plugins.call_own(hook, **arguments)
        else:
            rollout.call_fixture_manager(engine, hook, **arguments)
    rollout.worlds.leave()
    return results


def name_in_junit(rollout: RolloutSession) -> None:
    """Have pytest's JUnit XML file what a test records under the test's id with the engine."""

    def name(nodeid: str) -> str:
        identity = rollout.identity
        return identity.id if identity and identity.base_id == nodeid else nodeid

    compat.name_in_junit(rollout.config, name)


def run_by_engine(rollout: RolloutSession, session: pytest.Session) -> bool | None:
    """Run the tests like pytest's loop, but tear down everything after each engine's last test.

    An engine with a file that could not be collected runs no test, as in a process of its own.

    Returns:
        None where pytest's loop will do: there is but one engine, or nothing to run.
    """
    if len(rollout.worlds.engines) < 2 or session.config.option.collectonly:
        return None
    for engine, items in by_engine(rollout, session.items).items():
        if items and engine not in rollout.stopped:
            rollout.worlds.enter(rollout.worlds.engines[engine])
            with presented(session, items), compat.session_logs(session.config):
                _run_all(session, items)
    interrupt_if_stopped(session, rollout.stopped)
    return True


def _run_all(session: pytest.Session, items: Sequence[pytest.Item]) -> None:
    for item, following in zip(items, [*items[1:], None], strict=False):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.shouldfail:
            raise session.Failed(session.shouldfail)
        if session.shouldstop:
            raise session.Interrupted(session.shouldstop)


def interrupt_if_stopped(session: pytest.Session, stopped: Counter[str]) -> None:
    """End the run as pytest does after collection errors.

    Raises:
        pytest.Session.Interrupted: Some engine's tests did not run.
    """
    if stopped:
        number = sum(stopped.values())
        plural = "s" if number > 1 else ""
        engines = ", ".join(sorted(stopped))
        raise session.Interrupted(f"{number} error{plural} during collection on {engines}")


def kept_lines(rollout: RolloutSession) -> list[str]:
    """What to tell the user about modules that are not isolated."""
    isolation = rollout.isolation
    kept = isolation.modules.kept
    told = [*isolation.early_imports.lines(), *isolation.alterations.lines()]
    if not kept:
        return told
    are = "is" if len(kept) == 1 else "are"
    return [
        *told,
        (
            f"engine rollout: {', '.join(kept)} cannot be loaded a second time and {are} shared by "
            "the engines; --engine-isolation=process gives each its own"
        ),
    ]


class InWorld:  # for every test: made of a generator, a context takes twice as long
    """A context in which a test runs in its engine's world, with its id without the engine."""

    __slots__ = ("_called", "_item", "_rollout")

    def __init__(self, rollout: RolloutSession, item: pytest.Item) -> None:
        self._rollout = rollout
        self._item = item
        self._called = plain((item,))

    def __enter__(self) -> None:
        rollout, item = self._rollout, self._item
        identity = compat.stashed(item)[IDENTITY]
        rollout.worlds.enter(rollout.worlds.engines[identity.engine])
        rollout.item, rollout.identity = item, identity
        self._called.__enter__()

    def __exit__(self, *_: object) -> None:
        self._called.__exit__()
        self._rollout.item = self._rollout.identity = None


class KeepingFlag:  # as above
    """A context that restores the variables that choose an engine after a test."""

    __slots__ = ("_before",)

    def __init__(self, rollout: RolloutSession) -> None:
        self._before = [(name, os.environ.get(name)) for name in rollout.isolation.variables]

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        for name, value in self._before:
            if os.environ.get(name) == value:
                continue
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def shared_problem(rollout: RolloutSession) -> str:
    """The message about something that engines wrongly share in this process; else empty."""
    if len(rollout.worlds.engines) < 2:
        return ""
    return rollout.isolation.modules.mixed or rollout.isolation.libraries.problem()


def refused(rollout: RolloutSession, call: pytest.CallInfo[Any]) -> str:
    """The message if a call failed because another engine has imported a module; else empty."""
    if call.excinfo is None or len(rollout.worlds.engines) < 2:
        return ""
    return rollout.isolation.refusals.explain(call.excinfo.value)


def note_refusal(rollout: RolloutSession, call: pytest.CallInfo[Any]) -> None:
    """Note a module that the test's engine cannot import, as later tests may fail by it too."""
    problem = refused(rollout, call)
    if rollout.identity is not None:
        rollout.isolation.refusals.note(rollout.identity.engine, problem)


def check_engine(rollout: RolloutSession) -> None:
    """Fail the running test if its engine is mixed with another, or the entry gives another."""
    if rollout.identity is None:
        return
    asked = rollout.identity.engine
    problem = shared_problem(rollout) or rollout.isolation.refusals.met.get(asked)
    if problem:
        pytest.fail(f"engine {asked!r}: {problem}", pytrace=False)
    observed = engine_of_entry(rollout.project, asked)
    if observed not in (None, asked):
        pytest.fail(
            f"engine {asked!r} was asked for, but when this test ended "
            f"{rollout.project.settings.entry} was the controller of engine {observed!r}",
            pytrace=False,
        )


def tear_down(rollout: RolloutSession, session: pytest.Session) -> None:
    """Tear down what an interrupt has left set up, and leave its world."""
    compat.setup_state(session).teardown_exact(None)
    rollout.worlds.leave()


def finish(rollout: RolloutSession, session: pytest.Session, exitstatus: int) -> None:
    """End the engines' sessions, each in its world."""
    call_per_engine(rollout, "pytest_sessionfinish", session=session, exitstatus=exitstatus)


def unconfigure(rollout: RolloutSession) -> None:
    """Unconfigure the engines' plugins, and restore the process as before the first engine."""
    call_per_engine(rollout, "pytest_unconfigure", config=rollout.config)
    if rollout.place.role is Role.ALONE:
        rollout.isolation.at_exit.forget()

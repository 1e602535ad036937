"""The hooks of the process that starts the workers."""

from __future__ import annotations

import atexit
import gc
from collections import Counter
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Any

import pytest

from pytest_engine_rollout import _pytest_compat as compat
from pytest_engine_rollout.isolation.items.running import interrupt_if_stopped
from pytest_engine_rollout.workers.bundling import unbundle
from pytest_engine_rollout.workers.early import EARLY
from pytest_engine_rollout.workers.pool import Pool
from pytest_engine_rollout.workers.relief import Relief
from pytest_engine_rollout.workers.role import DEFAULTS, KEY
from pytest_engine_rollout.workers.scheduler import DISTRIBUTIONS, EngineScheduling
from pytest_engine_rollout.workers.side_by_side import start_side_by_side

if TYPE_CHECKING:
    from execnet import XSpec
    from xdist.remote import Producer
    from xdist.workermanage import WorkerController

    from migration_lint.project import Engine
    from pytest_engine_rollout.session import RolloutSession


class ControllerHooks:
    """Starts the workers and gives them tests: hooks of pytest and pytest-xdist."""

    def __init__(self, rollout: RolloutSession) -> None:
        self._rollout = rollout
        self._pool: Pool | None = None
        self._scheduling: EngineScheduling | None = None
        self._relief = Relief()
        self._vacant: list[WorkerController] = []
        self._session: pytest.Session | None = None
        self._collected: dict[str, int] = {}
        self._errors: list[str] = []
        self._stopped: Counter[str] = Counter()
        self._missing: dict[int, str] = {}
        self._found: set[int] = set()
        _spare_collector(rollout.config)

    @pytest.hookimpl(wrapper=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> Generator[None, Any, Any]:
        """Set one worker for each engine where no number is asked for."""
        options = config.option
        if options.numprocesses is None and not options.tx:
            options.numprocesses = len(self._rollout.engines)
        if options.dist == "no":
            options.dist = "load"
        return (yield)

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Refuse options that cannot work with workers."""
        distribution = config.getoption("dist")
        if distribution not in DISTRIBUTIONS:
            raise pytest.UsageError(
                f"--dist={distribution} does not go with --engines: {_WHY[distribution]}; "
                f"choose from {', '.join(DISTRIBUTIONS)}"
            )

    def pytest_xdist_setupnodes(self, specs: Sequence[XSpec]) -> None:
        """Divide the workers among the engines, and start them all."""
        for spec in specs:
            if not spec.popen:
                raise pytest.UsageError(
                    f"--tx {spec} does not go with --engines: a worker is started with the "
                    "environment of its engine, on this machine; use popen"
                )
        self._pool = Pool(specs, self._rollout.engines, [*self._rollout.project.engines.values()])
        manager = self._distributed.nodemanager
        early = self._rollout.config.stash[EARLY]
        manager.group, started = early.hand_over(specs, self._pool, manager.group)
        start_side_by_side(manager.group, specs, started)

    def pytest_configure_node(self, node: WorkerController) -> None:
        """Tell a worker which engine it serves, and what its options are compared with."""
        assert self._pool is not None
        engine = self._pool.engine_of(node.gateway.spec).name
        self._relief.starting(engine)
        node.workerinput[KEY] = engine
        node.workerinput[DEFAULTS] = compat.option_defaults(node.config)
        unbundle(node)

    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Producer) -> EngineScheduling:
        """Hand out tests engine by engine."""
        assert self._pool is not None
        self._scheduling = EngineScheduling(config, log, self._pool.workers, self)
        return self._scheduling

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, Any, Any]:
        """Report at the end what no worker could find or do."""
        self._session = session
        try:
            result = yield
        except (AssertionError, RuntimeError):  # pytest-xdist fails on workers that end early
            if not self._errors:
                raise
            result = None
        missing = [text for at, text in self._missing.items() if at not in self._found]
        if problems := [*self._errors, *missing]:
            raise pytest.UsageError(*problems)
        interrupt_if_stopped(session, self._stopped)
        return result

    def pytest_testnodedown(self, node: WorkerController, error: object) -> None:
        """Take a worker's note, and give its slot to an engine that waits."""
        assert self._pool is not None
        if error:
            return
        note = node.workeroutput.get(KEY, {})
        if "error" in note and note["error"] not in self._errors:
            self._errors.append(note["error"])
        self._stopped |= Counter(note.get("stopped", {}))
        self._missing.update(note.get("missing", {}))
        self._found.update(note.get("found", ()))
        if not _stopped(node):
            self._pool.vacate(node.gateway.spec)
            self._vacant.append(node)
            self._fill()

    def collected(self, engine: str, tests: Sequence[str]) -> None:
        """Count the tests of all engines; one not heard of yet will have about as many."""
        assert self._session is not None
        self._collected[engine] = len(tests)
        unknown = len(self._rollout.engines) - len(self._collected)
        self._session.testscollected = sum(self._collected.values()) + unknown * len(tests)
        self._relief.collected(engine, tests)
        self._fill()

    def completed(self, engine: str, position: int, seconds: float) -> None:
        """Note that a test is done."""
        self._relief.completed(engine, position, seconds)
        self._fill()

    def _fill(self) -> None:
        """Give vacant slots to engines that wait or have much left."""
        if not self._vacant:
            return
        while self._vacant and not self._distributed.shuttingdown:
            engine = self._next_engine()
            if engine is None:
                return
            node = self._vacant.pop()
            assert self._pool is not None
            self._pool.serve(node.gateway.spec, engine)
            self._distributed._clone_node(node)  # noqa: SLF001 - how xdist itself replaces a worker

    @property
    def _distributed(self) -> Any:
        """The session of pytest-xdist."""
        return self._rollout.config.pluginmanager.getplugin("dsession")

    def _next_engine(self) -> Engine | None:
        assert self._pool is not None
        assert self._scheduling is not None
        if self._pool.waiting:
            return self._pool.waiting.pop(0)
        name = self._relief.engine_in_need(self._pool.serving, self._scheduling.rest)
        return None if name is None else self._rollout.project.engines[name]


_WHY = {
    "each": "it would run a test on every worker, whatever engine that serves",
    "loadgroup": "it reads groups from node ids, which pytest 9.2 no longer lets it write",
}


def _spare_collector(config: pytest.Config) -> None:
    """Exclude imported objects from garbage collection, as no test runs here.

    When Python ends it would look through everything several times, while nothing else is left to
    do.
    """
    gc.freeze()
    config.add_cleanup(gc.unfreeze)  # pytest may be run by a program that goes on
    atexit.register(gc.freeze)


def _stopped(node: WorkerController) -> bool:
    """Whether a worker ended before its tests did: `-x`, or an interrupt."""
    output: dict[str, Any] = node.workeroutput
    interrupted = output["exitstatus"] == pytest.ExitCode.INTERRUPTED
    return bool(output["shouldfail"] or output["shouldstop"] or interrupted)

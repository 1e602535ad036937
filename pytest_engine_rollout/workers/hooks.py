"""The hooks of the process that starts the workers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Any

import pytest

from pytest_engine_rollout import _pytest_compat as compat
from pytest_engine_rollout.isolation.running import interrupt_if_stopped
from pytest_engine_rollout.workers.pool import Pool
from pytest_engine_rollout.workers.role import DEFAULTS, KEY
from pytest_engine_rollout.workers.scheduler import DISTRIBUTIONS, EngineScheduling

if TYPE_CHECKING:
    from execnet import XSpec
    from xdist.remote import Producer
    from xdist.workermanage import WorkerController

    from pytest_engine_rollout.session import RolloutSession


class ControllerHooks:
    """Hooks of pytest and pytest-xdist."""

    def __init__(self, rollout: RolloutSession) -> None:
        self._rollout = rollout
        self._pool: Pool | None = None
        self._session: pytest.Session | None = None
        self._collected: dict[str, int] = {}
        self._errors: list[str] = []
        self._stopped: Counter[str] = Counter()
        self._missing: dict[int, str] = {}
        self._found: set[int] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> Generator[None, Any, Any]:
        """Where no number of workers is asked for, have one for each engine."""
        options = config.option
        if options.numprocesses is None and not options.tx:
            options.numprocesses = len(self._rollout.engines)
        if options.dist == "no":
            options.dist = "load"
        return (yield)

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Refuse what cannot be served."""
        distribution = config.getoption("dist")
        if distribution not in DISTRIBUTIONS:
            raise pytest.UsageError(
                f"--dist={distribution} does not go with --engines: {_WHY[distribution]}; "
                f"choose from {', '.join(DISTRIBUTIONS)}"
            )

    def pytest_xdist_setupnodes(self, specs: Sequence[XSpec]) -> None:
        """Part the workers among the engines."""
        for spec in specs:
            if not spec.popen:
                raise pytest.UsageError(
                    f"--tx {spec} does not go with --engines: a worker is started with the "
                    "environment of its engine, on this machine; use popen"
                )
        self._pool = Pool(specs, self._rollout.engines, [*self._rollout.project.engines.values()])

    def pytest_configure_node(self, node: WorkerController) -> None:
        """Note which engine a worker serves, and what its options are compared with."""
        assert self._pool is not None
        node.workerinput[KEY] = self._pool.engine_of(node.gateway.spec).name
        node.workerinput[DEFAULTS] = compat.option_defaults(node.config)

    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Producer) -> EngineScheduling:
        """Hand out tests engine by engine."""
        assert self._pool is not None
        return EngineScheduling(config, log, self._pool.workers, self._count)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, Any, Any]:
        """Say at the end what no worker could find or do."""
        self._session = session
        result = yield
        missing = [text for at, text in self._missing.items() if at not in self._found]
        if problems := [*self._errors, *missing]:
            raise pytest.UsageError(*problems)
        interrupt_if_stopped(session, self._stopped)
        return result

    def pytest_testnodedown(self, node: WorkerController, error: object) -> None:
        """Hear what a worker has to say; let an engine that waits have its place."""
        assert self._pool is not None
        if error:
            return
        note = node.workeroutput.get(KEY, {})
        if "error" in note and note["error"] not in self._errors:
            self._errors.append(note["error"])
        self._stopped |= Counter(note.get("stopped", {}))
        self._missing.update(note.get("missing", {}))
        self._found.update(note.get("found", ()))
        distributed: Any = self._rollout.config.pluginmanager.getplugin("dsession")
        if self._pool.waiting and not _stopped(node) and not distributed.shuttingdown:
            self._pool.next_engine(node.gateway.spec)
            distributed._clone_node(node)  # noqa: SLF001 - how xdist itself replaces a worker

    def _count(self, engine: str, tests: int) -> None:
        """Count the tests of all engines; one not heard of yet will have about as many."""
        assert self._session is not None
        self._collected[engine] = tests
        unknown = len(self._rollout.engines) - len(self._collected)
        self._session.testscollected = sum(self._collected.values()) + unknown * tests


_WHY = {
    "each": "it would run a test on every worker, whatever engine that serves",
    "loadgroup": "it reads groups from node ids, which pytest 9.2 no longer lets it write",
}


def _stopped(node: WorkerController) -> bool:
    """Whether a worker ended before its tests did: `-x`, or an interrupt."""
    output: dict[str, Any] = node.workeroutput
    interrupted = output["exitstatus"] == pytest.ExitCode.INTERRUPTED
    return bool(output["shouldfail"] or output["shouldstop"] or interrupted)

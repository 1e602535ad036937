"""The passes over the tests that follow the run itself."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from typing import Any

import pytest

from pytest_engine_rollout.isolation.items.ids import IDENTITY
from pytest_engine_rollout.recording import Recorder
from pytest_engine_rollout.reruns.again import run_again
from pytest_engine_rollout.reruns.findings import Findings
from pytest_engine_rollout.reruns.options import RerunOptions, SabotageTarget
from pytest_engine_rollout.reruns.sabotage import UnbreakableError, sabotaged
from pytest_engine_rollout.results import EngineResult
from pytest_engine_rollout.session import RolloutSession

_KEPT = ("calls", "events", "execution", "logs", "records")


class Passes:
    """Runs tests again when all have run: hooks of pytest.

    Attributes:
        findings: What the passes have found, in this process.
    """

    def __init__(self, rollout: RolloutSession, options: RerunOptions) -> None:
        self._rollout = rollout
        self._options = options
        self._recorder = Recorder()
        self.findings = Findings()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Record the outcome of each test."""
        self._recorder.hear(report)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, Any, Any]:
        """Run tests again, unless the run was cut short."""
        finished = yield
        option = session.config.option
        if not (session.shouldstop or session.shouldfail or option.collectonly or option.usepdb):
            self._run([item for item in session.items if IDENTITY in item.stash])
        return finished

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """In a worker of pytest-xdist: send the findings."""
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[Findings.KEY] = self.findings.to_json()

    def _run(self, items: list[pytest.Item]) -> None:
        results = {item.nodeid: self._recorder.result(item.nodeid) for item in items}
        ran = {name: result for name, result in results.items() if result and result.passes}
        items = [item for item in items if item.nodeid in ran]
        self._learn_noise(items)
        self._repeat(items, ran)
        for target in self._options.sabotage:
            self._break(target, items, ran)
        self._rollout.worlds.leave()

    def _learn_noise(self, items: Iterable[pytest.Item]) -> None:
        for item in items if self._options.noise else ():
            if not self._rollout.worlds.engines[item.stash[IDENTITY].engine].is_control:
                continue
            for _ in range(self._options.noise):
                again = run_again(self._rollout, item)
                if again is not None and again.passes:
                    self.findings.add_noise(item.nodeid, _kept(again))

    def _repeat(self, items: Iterable[pytest.Item], ran: Mapping[str, EngineResult | None]) -> None:
        """Measure the pairs that exercised both engines, the engines taking turns."""
        pairs: dict[str, dict[str, pytest.Item]] = {}
        for item in items:
            result = ran[item.nodeid]
            if result is not None and result.exercised:
                identity = item.stash[IDENTITY]
                pairs.setdefault(identity.base_id, {})[identity.engine] = item
        settings = self._rollout.project.settings
        order = (settings.control, settings.candidate)
        both = [pair for pair in pairs.values() if set(order) <= pair.keys()]
        for number in range(self._options.repetitions if self._options.repetitions > 1 else 0):
            # The engine that runs second finds caches filled, so each is second in turn. The one
            # that ends a pair begins the next, as changing engines takes its time.
            for index, pair in enumerate(both):
                for engine in order if (number + index) % 2 == 0 else reversed(order):
                    again = run_again(self._rollout, pair[engine])
                    if again is not None and again.passes:
                        self.findings.add_repeat(pair[engine].nodeid, _kept(again))

    def _break(
        self,
        target: SabotageTarget,
        items: Iterable[pytest.Item],
        ran: Mapping[str, EngineResult | None],
    ) -> None:
        if target.engine not in self._rollout.worlds.engines:
            return
        concerned = [item for item in items if _uses(ran[item.nodeid], target)]
        try:
            noticed = self._noticed(target, concerned) if concerned else []
        except UnbreakableError as problem:
            self.findings.unbreakable[str(target)] = str(problem)
            return
        tests = [item.stash[IDENTITY].base_id for item in concerned]
        self.findings.add_sabotage(target.engine, target.method, tests, noticed)

    def _noticed(self, target: SabotageTarget, concerned: Iterable[pytest.Item]) -> list[str]:
        noticed = []
        with sabotaged(self._rollout, target) as calls:
            for item in concerned:
                calls.clear()
                again = run_again(self._rollout, item)
                # A test that fails without a call of the method cannot be run a second time.
                if calls and (again is None or not again.passes):
                    noticed.append(item.stash[IDENTITY].base_id)
        return noticed


def _uses(result: EngineResult | None, target: SabotageTarget) -> bool:
    """Whether a test exercised a method; where calls are not seen, whether it ran the engine."""
    if result is None or result.engine != target.engine or result.exercised is False:
        return False
    calls = result.evidence.get("calls", {})
    return "blind" in calls or str(target) in calls.get("count", {})


def _kept(result: EngineResult) -> dict[str, Any]:
    return {kind: result.evidence[kind] for kind in _KEPT if kind in result.evidence}

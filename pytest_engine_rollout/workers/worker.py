"""The hooks of a worker, which send its controller what only the worker knows."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Any

import pytest

from pytest_engine_rollout import _pytest_compat as compat
from pytest_engine_rollout.isolation.items.ids import full
from pytest_engine_rollout.workers.bundling import bundle
from pytest_engine_rollout.workers.role import DEFAULTS, KEY

if TYPE_CHECKING:
    from pytest_engine_rollout.session import RolloutSession


class WorkerHooks:
    """Sends the controller what only the worker knows: hooks of pytest."""

    def __init__(self, rollout: RolloutSession) -> None:
        self._rollout = rollout
        self._note: dict[str, Any] = rollout.note
        self._note["deselected"] = 0

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Register the note that pytest-xdist sends; restore the options' own defaults."""
        given: dict[str, Any] = config.workerinput  # type: ignore[attr-defined]  # of pytest-xdist
        compat.renew_option_defaults(config, given[DEFAULTS])
        output: dict[str, Any] = config.workeroutput  # type: ignore[attr-defined]  # of pytest-xdist
        output[KEY] = self._note
        bundle(config)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_logreport(self) -> Generator[None]:
        """Give the test the id of its report, as pytest-xdist compares them."""
        with full(() if self._rollout.item is None else (self._rollout.item,)):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Generator[None, Any, Any]:
        """Send why nothing can be collected, as a worker's standard error is not read."""
        try:
            return (yield)
        except pytest.UsageError as problem:
            self._note["error"] = "\n".join(map(str, problem.args))
            raise

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Offer no test where collection failed: pytest-xdist would run those there are."""
        self._note["stopped"] = dict(self._rollout.stopped)
        if self._rollout.stopped:
            items.clear()

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """Count the tests that were deselected."""
        self._note["deselected"] += len(items)

    def pytest_collection_finish(self) -> None:
        """Count the tests that plugins removed without deselecting them."""
        self._note["deselected"] += self._rollout.left_out

"""Schedule each engine's tests among its workers, by one pytest-xdist scheduler per engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

import pytest
from xdist.scheduler import (
    LoadFileScheduling,
    LoadScheduling,
    LoadScopeScheduling,
    WorkStealingScheduling,
)
from xdist.scheduler.worksteal import MIN_PENDING

from pytest_engine_rollout.workers.role import KEY

if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.scheduler import Scheduling
    from xdist.workermanage import WorkerController

_KINDS: Mapping[str, Callable[[pytest.Config, Producer], Scheduling]] = {
    "load": WorkStealingScheduling,
    "worksteal": WorkStealingScheduling,
    "loadscope": LoadScopeScheduling,
    "loadfile": LoadFileScheduling,
}
DISTRIBUTIONS = tuple(_KINDS)


def kind_of(config: pytest.Config) -> Callable[[pytest.Config, Producer], Scheduling]:
    """The scheduler that `--dist` stands for, within an engine."""
    if config.getoption("maxschedchunk") is not None:
        return LoadScheduling  # the only one that knows of chunks
    return _KINDS[config.getoption("dist")]


class Listener(Protocol):
    """Receives the progress of a run."""

    def collected(self, engine: str, tests: Sequence[str]) -> None:
        """A worker has collected its engine's tests, given by node id."""

    def completed(self, engine: str, position: int, seconds: float) -> None:
        """A test is done, and has been taken off what is left."""


class EngineScheduling:
    """Gives a worker only tests of the engine that it serves.

    Each engine's workers must have collected the same tests; another engine's may differ. An
    engine's tests begin as soon as its own workers are ready, and its workers end with them.

    Args:
        config: pytest's configuration.
        log: Where pytest-xdist logs.
        workers: How many workers each engine has, by its name.
        listener: Is told of every collection and every test done.
    """

    def __init__(
        self,
        config: pytest.Config,
        log: Producer,
        workers: Mapping[str, int],
        listener: Listener,
    ) -> None:
        kind = kind_of(config)
        self._listener = listener
        self._parts: dict[str, Scheduling] = {}
        for engine, number in workers.items():
            part = kind(config, log)
            part.numnodes = number  # type: ignore[attr-defined]  # all have it, the protocol not
            self._parts[engine] = part

    @property
    def nodes(self) -> list[WorkerController]:
        """The workers of all engines."""
        return [node for part in self._parts.values() for node in part.nodes]

    @property
    def collection_is_completed(self) -> bool:
        """Whether every engine's first workers have collected."""
        return all(part.collection_is_completed for part in self._parts.values())

    @property
    def tests_finished(self) -> bool:
        """Whether nothing is left to hand out."""
        return all(part.tests_finished for part in self._parts.values())

    @property
    def has_pending(self) -> bool:
        """Whether tests are waiting or running."""
        return any(part.has_pending for part in self._parts.values())

    def add_node(self, node: WorkerController) -> None:
        """Note that a worker has started."""
        self._part(node).add_node(node)

    def add_node_collection(self, node: WorkerController, collection: Sequence[str]) -> None:
        """Note that a worker has collected; its engine need not wait for the others."""
        part = self._part(node)
        known = _collection(part) if part.collection_is_completed else collection
        part.add_node_collection(node, collection)
        if [*collection] != [*known] and len(part.nodes) > 1:
            node.shutdown()  # tests are handed out by their positions, which differ here
        if part.collection_is_completed:
            part.schedule()
            self._release(part)
        self._listener.collected(node.workerinput[KEY], collection)

    def mark_test_complete(
        self, node: WorkerController, item_index: int, duration: float = 0
    ) -> None:
        """A test is done."""
        part = self._part(node)
        part.mark_test_complete(node, item_index, duration)
        self._release(part)
        self._listener.completed(node.workerinput[KEY], item_index, duration)

    def mark_test_pending(self, item: str) -> None:
        """Schedule a test again whose worker died; only one engine has this id."""
        part = next(part for part in self._parts.values() if item in _collection(part))
        part.mark_test_pending(item)

    def remove_pending_tests_from_node(
        self, node: WorkerController, indices: Sequence[int]
    ) -> None:
        """Take back tests from a worker, for another one of its engine."""
        part = self._part(node)
        part.remove_pending_tests_from_node(node, indices)
        self._release(part)

    def remove_node(self, node: WorkerController) -> str | None:
        """Remove a worker; returns the test that it was running if it died."""
        return self._part(node).remove_node(node)

    def schedule(self) -> None:
        """Hand out tests, also to workers that came late."""
        for part in self._parts.values():
            if part.collection_is_completed:
                part.schedule()
                self._release(part)

    def rest(self, engine: str) -> Sequence[int]:
        """The positions of an engine's tests that one more worker could take over."""
        part = self._parts[engine]
        if not isinstance(part, WorkStealingScheduling):
            return ()  # the others hand out tests once and for all
        queued = (queue[MIN_PENDING:] for queue in part.node2pending.values())
        return [*part.pending, *(position for queue in queued for position in queue)]

    def _part(self, node: WorkerController) -> Scheduling:
        return self._parts[node.workerinput[KEY]]

    @staticmethod
    def _release(part: Scheduling) -> None:
        """Let workers run their last test and end: each keeps one until it gets more."""
        if part.tests_finished:
            for node in part.nodes:
                if not node.shutting_down:
                    node.shutdown()


def _collection(part: Scheduling) -> Sequence[str]:
    collection: Sequence[str] | None = part.collection  # type: ignore[attr-defined]  # as numnodes
    return collection or ()

"""Give an engine with much left to do the slots of an engine that has finished."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

from pytest_engine_rollout.isolation.items.ids import without_engine
from pytest_engine_rollout.workers.forecast import Forecast

WORTH = 2.0
"""How many times as long as a worker's start an engine's rest must take for one more worker."""


class Relief:
    """Follows a run, and tells which engine most needs another worker.

    Args:
        clock: Seconds, from any beginning.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._forecast = Forecast()
        self._began: dict[str, float] = {}
        self._start: dict[str, float] = {}
        self._look = 0.0

    def starting(self, engine: str) -> None:
        """Note that a worker of an engine is started."""
        self._began[engine] = self._clock()

    def collected(self, engine: str, tests: Sequence[str]) -> None:
        """Note that a worker has collected its engine's tests, given by node id."""
        self._start[engine] = self._clock() - self._began[engine]
        self._forecast.collected(engine, [without_engine(test, engine) for test in tests])
        self._look = 0.0

    def completed(self, engine: str, position: int, seconds: float) -> None:
        """Note that a test is done."""
        self._forecast.completed(engine, position, seconds)

    def engine_in_need(
        self, workers: Mapping[str, int], rest: Callable[[str], Sequence[int]]
    ) -> str | None:
        """The engine that most deserves another worker; None where no engine does.

        A look at what is left takes a while, so there is but one in the time of a worker's start.

        Args:
            workers: How many each engine has now.
            rest: Gives the positions of an engine's tests that another worker could take over.
        """
        now = self._clock()
        if now < self._look or not self._start:
            return None
        self._look = now + min(self._start.values())
        need = {
            engine: self._forecast.seconds(engine, rest(engine)) / workers.get(engine, 1) / start
            for engine, start in self._start.items()
        }
        neediest = max(need, key=need.__getitem__)
        if need[neediest] <= WORTH:
            return None
        self._look = 0.0  # there may be a place for one more
        return neediest

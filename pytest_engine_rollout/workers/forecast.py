"""Forecast how long tests of an engine take, from their durations on another one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence


class Forecast:
    """Keeps the collected tests and their durations, paired by base id."""

    def __init__(self) -> None:
        self._collected: dict[str, Sequence[str]] = {}
        self._took: defaultdict[str, dict[str, float]] = defaultdict(dict)

    def collected(self, engine: str, tests: Sequence[str]) -> None:
        """The tests of an engine, by base id, in their order."""
        self._collected[engine] = tests

    def completed(self, engine: str, position: int, seconds: float) -> None:
        """Note that a test of an engine is done."""
        self._took[engine][self._collected[engine][position]] = seconds

    def seconds(self, engine: str, positions: Iterable[int]) -> float:
        """How long the tests of an engine at these positions will take.

        As long as on another engine, times how much longer than there this one took so far; a test
        that no other engine ran, as long as those of this one did on average.
        """
        here = self._took[engine]
        elsewhere: dict[str, float] = {}
        for name, took in self._took.items():
            if name != engine:
                elsewhere = took | elsewhere
        common = here.keys() & elsewhere.keys()
        there = sum(elsewhere[test] for test in common)
        factor = sum(here[test] for test in common) / there if there else 1.0
        average = sum(here.values()) / len(here) if here else 0.0
        tests = (self._collected[engine][position] for position in positions)
        return sum(elsewhere[t] * factor if t in elsewhere else average for t in tests)

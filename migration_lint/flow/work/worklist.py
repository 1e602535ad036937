"""The worklist: contexts to run, and which of them read what.

A context reads what others write: bindings, attributes, returned values. Whenever that changes it
is run again, until nothing changes. That ends, because changes only ever add something, and because
sets of values and the contexts of a function are bounded.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, TypeAlias

from migration_lint.flow.state.contexts import Context
from migration_lint.flow.syntax.shared_results import SharedResult

if TYPE_CHECKING:
    from migration_lint.flow.work.entry_points import EntryPoint

Task: TypeAlias = "Context | SharedResult | EntryPoint"

# No body is known that takes 20 runs to come to rest; the linter must not hang on one that would
# never do so.
_MOST_RUNS = 100
# Nor on a project where what has the flag, or an engine, gets nearly everywhere. Known projects
# with a flag and no controllers take 500 runs; one that is all about its controller takes 25,000.
MOST_FOR_A_FLAG = 2_000
MOST_IN_ALL = 50_000
# As long as no engine has turned up outside of its own module: a common word may be its name, and
# everything that is followed may be something else.
MOST_BEFORE_AN_ENGINE = 5_000
_DEEPEST_CALL = 25  # nested evaluations; deeper ones wait in the queue


class TooMuchWorkError(Exception):
    """The analysis would take too long; what it has found so far is valid."""


class Worklist:
    """Runs contexts until nothing changes.

    Args:
        evaluate: Evaluates the body of a context.
        most: Tells how often bodies may be evaluated, in all, as far as is known when it is asked.

    Attributes:
        running: The context that is evaluated now.
        runs: How often a body was evaluated, in all.
    """

    def __init__(self, evaluate: Callable[[Task], None], most: Callable[[], int]) -> None:
        self._evaluate = evaluate
        self._most = most
        self._allowed = 0
        self.running: Task | None = None
        self.runs = 0
        self._readers: dict[tuple[object, object], set[Task]] = {}
        self._queue: list[tuple[int, int, Task]] = []
        self._queued = count()
        self._depth = 0

    def read(self, owner: object, name: object) -> None:
        """Note that the running context depends on something."""
        running = self.running
        if running is not None:
            key = (owner, name)
            readers = self._readers.get(key)
            if readers is None:
                self._readers[key] = {running}
            else:
                readers.add(running)

    def changed(self, owner: object, name: object) -> None:
        """Run again what depends on something."""
        for context in self._readers.pop((owner, name), ()):
            self.enqueue(context)

    def enqueue(self, context: Task) -> None:
        """Run a context later."""
        if not context.queued and context.runs < _MOST_RUNS:
            context.queued = True
            # What was run often waits until the rest is settled: much of it may change meanwhile.
            heappush(self._queue, (context.runs, next(self._queued), context))

    def start(self, context: Task) -> None:
        """Run a new context, at once unless evaluations are nested too deep."""
        if self._depth < _DEEPEST_CALL:
            self.run(context)
        else:
            self.enqueue(context)

    def run(self, context: Task) -> None:
        """Run a context at once.

        Raises:
            TooMuchWorkError: So much was run that this must be the end of it.
        """
        if self.runs >= self._allowed:
            self._allowed = self._most()
            if self.runs >= self._allowed:
                raise TooMuchWorkError
        outer, self.running = self.running, context
        self._depth += 1
        context.queued = False
        context.runs += 1
        self.runs += 1
        try:
            self._evaluate(context)
        finally:
            self._depth -= 1
            self.running = outer

    def settle(self) -> None:
        """Run what is queued until nothing is."""
        while self._queue:
            self.run(heappop(self._queue)[-1])

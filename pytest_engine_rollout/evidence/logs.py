"""Log records at ERROR or above.

They are heard of where the standard library hands them to handlers. A handler of ours would be seen
by the tests: with one, `logging.basicConfig` does nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from types import FrameType
from typing import Any, ClassVar

import pytest

from pytest_engine_rollout.evidence.base import Evidence, When
from pytest_engine_rollout.options import option_value
from pytest_engine_rollout.session import RolloutSession
from pytest_engine_rollout.watch.probes import BLIND
from pytest_engine_rollout.watch.run_probes import probes_of

MOST_RECORDS = 200
LONGEST_MESSAGE = 2_000
_PLAIN = frozenset({str, int, float, bool, type(None)})


class Logs(Evidence):
    """Collects what reaches the root logger in the call phase.

    Its JSON: `logged`, a list of `{"level", "message"}`; `cut`, how many more there were; `blind`,
    why nothing could be seen.
    """

    name: ClassVar[str] = "logs"
    phases: ClassVar[frozenset[When]] = frozenset({"call"})

    def __init__(self, session: RolloutSession) -> None:
        super().__init__(session)
        self._probes = probes_of(session)
        self._listener = RecordListener()
        hands_on: Any = logging.Logger.callHandlers
        self._is_blind = not self._probes.probes.add(hands_on, self._listener, until_end=False)

    @classmethod
    def wanted(cls, session: RolloutSession) -> bool:
        """Unless `--engine-evidence=off`."""
        return option_value(session.config, "--engine-evidence") != "off"

    def forget(self) -> None:
        """Start with no records."""
        self._listener.logged, self._listener.count = [], 0

    def begin(self, item: pytest.Item, when: When) -> None:
        """Listen in the call phase."""
        self._listener.is_on = True

    def end(self, item: pytest.Item, when: When) -> None:
        """Listen no more until the next one."""
        self._listener.is_on = False

    def collect(self, item: pytest.Item) -> Mapping[str, Any]:
        """The records, once the call phase has ended."""
        listener = self._listener
        if self._is_blind:
            return {"blind": BLIND}
        if not listener.logged:
            return {}
        cut = listener.count - len(listener.logged)
        return {"logged": listener.logged} | ({"cut": cut} if cut else {})

    def seen(self) -> Sequence[Any]:
        """The records of the running test so far."""
        return tuple(self._listener.logged)

    def finish(self) -> None:
        """Listen no more."""
        self._probes.close()


class RecordListener:
    """Keeps the first records; it formats nothing whose formatting could run foreign code."""

    def __init__(self) -> None:
        self.is_on = False
        self.logged: list[dict[str, Any]] = []
        self.count = 0

    def entered(self, frame: FrameType) -> None:
        """A logger hands a record to its handlers and those above it."""
        record = frame.f_locals.get("record") if self.is_on else None
        if record is None or record.levelno < logging.ERROR:
            return
        if not _reaches_root(frame.f_locals.get("self")):
            return
        self.count += 1
        if len(self.logged) < MOST_RECORDS:
            self.logged.append({"level": record.levelname, "message": _message(record)})

    def returned(self, frame: FrameType, value: object) -> None:
        """Nothing to note."""

    def raised(self, frame: FrameType, problem: BaseException) -> None:
        """Nothing to note."""


def _reaches_root(logger: logging.Logger | None) -> bool:
    while logger is not None and logger.propagate and logger.parent is not None:
        logger = logger.parent
    return isinstance(logger, logging.RootLogger)


def _message(record: logging.LogRecord) -> str:
    """The message; its template where an argument is more than a plain value."""
    template = record.msg if type(record.msg) is str else type(record.msg).__name__
    arguments = record.args if isinstance(record.args, tuple) else ()
    if arguments and all(type(argument) in _PLAIN for argument in arguments):
        try:
            template = template % arguments
        except (TypeError, ValueError):
            return template[:LONGEST_MESSAGE]  # logging itself reports this mistake to the test
    return template[:LONGEST_MESSAGE]

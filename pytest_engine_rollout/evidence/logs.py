"""Log records at ERROR or above."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import pytest

from pytest_engine_rollout.evidence.base import Evidence, When
from pytest_engine_rollout.options import option_value
from pytest_engine_rollout.session import RolloutSession

MOST_RECORDS = 200
LONGEST_MESSAGE = 2_000
_PLAIN = frozenset({str, int, float, bool, type(None)})


class Logs(Evidence):
    """Collects what reaches the root logger in the call phase.

    Its JSON: `logged`, a list of `{"level", "message"}`; `cut`, how many more there were.
    """

    name: ClassVar[str] = "logs"
    phases: ClassVar[frozenset[When]] = frozenset({"call"})

    def __init__(self, session: RolloutSession) -> None:
        super().__init__(session)
        self._collector = _Collector()

    @classmethod
    def wanted(cls, session: RolloutSession) -> bool:
        """Unless `--engine-evidence=off`."""
        return option_value(session.config, "--engine-evidence") != "off"

    def forget(self) -> None:
        """Start with no records."""
        self._collector.logged, self._collector.count = [], 0

    def begin(self, item: pytest.Item, when: When) -> None:
        """Listen in the call phase, beside pytest's own handlers."""
        logging.getLogger().addHandler(self._collector)

    def end(self, item: pytest.Item, when: When) -> None:
        """Remove the handler."""
        logging.getLogger().removeHandler(self._collector)

    def collect(self, item: pytest.Item) -> Mapping[str, Any]:
        """The records, once the call phase has ended."""
        collector = self._collector
        if not collector.logged:
            return {}
        cut = collector.count - len(collector.logged)
        return {"logged": collector.logged} | ({"cut": cut} if cut else {})

    def seen(self) -> Sequence[Any]:
        """The records of the running test so far."""
        return tuple(self._collector.logged)


class _Collector(logging.Handler):
    """Keeps the first records; it formats nothing whose formatting could run foreign code."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.logged: list[dict[str, Any]] = []
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1
        if len(self.logged) < MOST_RECORDS:
            self.logged.append({"level": record.levelname, "message": _message(record)})


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

"""The configuration of `logging` of each engine."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from pytest_engine_rollout.isolation.importing.ownership import Ownership
from pytest_engine_rollout.isolation.layer import Layer

# Handlers that watch all engines stay where they are.
_WATCHING = ("_pytest", "pytest_engine_rollout")
_PLAIN = (logging.Logger, logging.RootLogger)


class LoggerState(NamedTuple):
    """The configuration of one logger."""

    handlers: list[logging.Handler]
    filters: list[object]
    level: int = logging.NOTSET
    propagate: bool = True
    disabled: bool = False


@dataclass(frozen=True)
class LoggersState:
    """An engine's loggers.

    Attributes:
        configured: What is configured of each, by name; the root logger's is "root".
        own: Those of a class that the engine defines itself.
    """

    configured: Mapping[str, LoggerState]
    own: Mapping[str, logging.Logger] = field(default_factory=lambda: MappingProxyType({}))


class Loggers(Layer[LoggersState]):
    """All loggers: a module that adds a handler when it is imported adds it once per engine."""

    def __init__(self, ownership: Ownership) -> None:
        self._ownership = ownership

    def look(self) -> LoggersState:
        """The present state, which stays in the process."""
        loggers = _loggers()
        configured = {
            name: LoggerState(
                [h for h in logger.handlers if not _is_watching(h)],
                [*logger.filters],
                logger.level,
                logger.propagate,
                logger.disabled,
            )
            for name, logger in loggers.items()
        }
        own = {
            name: logger
            for name, logger in loggers.items()
            if type(logger) not in _PLAIN and self._ownership.owns_name(type(logger).__module__)
        }
        return LoggersState(configured, own)

    def capture(self) -> LoggersState:
        state = self.look()
        for name in state.own:
            del logging.Logger.manager.loggerDict[name]
        return state

    def restore(self, state: LoggersState) -> None:
        logging.Logger.manager.loggerDict.update(state.own)
        new = LoggerState([], [])
        for name, logger in _loggers().items():
            kept = state.configured.get(name, new)
            watching = [handler for handler in logger.handlers if _is_watching(handler)]
            logger.handlers[:] = [*kept.handlers, *watching]
            logger.filters[:] = kept.filters  # type: ignore[assignment]  # as they were
            logger.propagate, logger.disabled = kept.propagate, kept.disabled
            if logger.level != kept.level:
                logger.setLevel(kept.level)


def _is_watching(handler: logging.Handler) -> bool:
    return type(handler).__module__.partition(".")[0] in _WATCHING


def _loggers() -> dict[str, logging.Logger]:
    known = [*logging.Logger.manager.loggerDict.items()]
    loggers = {name: logger for name, logger in known if isinstance(logger, logging.Logger)}
    return {**loggers, "root": logging.getLogger()}

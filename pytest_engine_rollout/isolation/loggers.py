"""The configuration of `logging` of each engine."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from pytest_engine_rollout.isolation.layer import Layer

# Handlers that watch all engines stay where they are.
_WATCHING = ("_pytest", "pytest_engine_rollout")


@dataclass(frozen=True)
class LoggerState:
    """What can be configured of one logger."""

    handlers: tuple[logging.Handler, ...] = ()
    filters: tuple[object, ...] = ()
    level: int = logging.NOTSET
    propagate: bool = True
    disabled: bool = False


class Loggers(Layer[dict[str, LoggerState]]):
    """All loggers, the root logger under the name of "root".

    A module that adds a handler when it is imported adds it once per engine.
    """

    def capture(self) -> dict[str, LoggerState]:
        return {
            name: LoggerState(
                tuple(h for h in logger.handlers if not _is_watching(h)),
                tuple(logger.filters),
                logger.level,
                logger.propagate,
                logger.disabled,
            )
            for name, logger in _loggers().items()
        }

    def restore(self, state: dict[str, LoggerState]) -> None:
        new = LoggerState()
        for name, logger in _loggers().items():
            kept = state.get(name, new)
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

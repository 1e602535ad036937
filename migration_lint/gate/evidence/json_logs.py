"""Read level and time of a log record in JSON, by the keys that common loggers use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

_LEVEL_KEYS = ("level", "levelname", "severity", "lvl", "log_level", "loglevel", "levelno")
_TIME_KEYS = ("timestamp", "asctime", "time", "@timestamp", "ts", "date")
_HOLDERS = ("log", "record")  # objects that hold them, in ECS and loguru
_WHOLE = ("name", "timestamp")  # what stands for a level or a time that is an object
_ERROR = 40  # Python's number; where 40 is a warning, as in pino, a warning counts as an error
_NUMBERED = ((_ERROR, "ERROR"), (30, "WARNING"), (20, "INFO"))


def fields_of(line: str) -> tuple[str, Any] | None:
    """The level, in upper case, and the time as it is written; None where there is no level."""
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        return None
    if not isinstance(record, dict):
        return None
    level = next(_levels(record), None)
    return None if level is None else (level, next(_times(record), ""))


def _levels(record: dict[str, Any]) -> Iterator[str]:
    for holder in _holders(record):
        for key in _LEVEL_KEYS:
            value = _value(holder, key)
            if isinstance(value, str):
                yield value.upper()
            elif isinstance(value, (int, float)) and not isinstance(value, bool):
                yield next((name for least, name in _NUMBERED if value >= least), "DEBUG")


def _times(record: dict[str, Any]) -> Iterator[Any]:
    for holder in _holders(record):
        for key in _TIME_KEYS:
            value = _value(holder, key)
            if isinstance(value, (str, int, float)):
                yield value


def _value(holder: dict[str, Any], key: str) -> Any:
    value = holder.get(key, holder.get(f"log.{key}"))
    if isinstance(value, dict):
        return next((value[one] for one in _WHOLE if one in value), None)
    return value


def _holders(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The object itself, then those in it: `{"log": {"level": "error"}}`."""
    yield record
    for key in _HOLDERS:
        if isinstance(inner := record.get(key), dict):
            yield inner

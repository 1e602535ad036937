"""Records in log files: level, time and text, whatever the format string was.

Known are the formats of the standard library (`2026-01-31 08:00:00,123 - name - ERROR - text`,
`ERROR:name:text`, `[ERROR] text`), JSON lines, and each of them behind a syslog or journal prefix.
A line that begins no record belongs to the one before it, as the lines of a traceback do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from migration_lint.gate.evidence.times import has_zone, parse_time

_LEVELS = "DEBUG|INFO|NOTICE|WARNING|WARN|ERROR|CRITICAL|FATAL"
_SYSLOG = re.compile(r"[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ [^:\s]+: ")
_TIME = re.compile(r"\[?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)\]?")
_LEVEL_LATER = re.compile(rf"(?<![\w.])({_LEVELS})(?![\w.])")
_LEVEL_FIRST = re.compile(rf"[\[<(]?({_LEVELS})[\])>]?(?=[\s:|,-]|$)")
_HEAD = 200  # characters in which a record's level must stand; further on it is prose
_LEVEL_KEYS = ("level", "levelname", "severity", "log.level")
_TIME_KEYS = ("timestamp", "asctime", "time", "@timestamp", "ts", "date")


@dataclass(frozen=True)
class LogRecord:
    """One record of a log file.

    Attributes:
        level: In upper case: `ERROR`.
        time: None where the record has none, or none that could be read.
        text: The whole record, with the lines that follow it.
        zoned: Whether its time names a zone.
        line: 1-based, of its first line.
    """

    level: str
    time: datetime | None
    text: str
    zoned: bool
    line: int

    @property
    def is_error(self) -> bool:
        """Whether it is an ERROR or worse."""
        return self.level in {"ERROR", "CRITICAL", "FATAL"}


def records(text: str) -> Iterator[LogRecord]:
    """The records of a log; nothing where no line begins one."""
    current: LogRecord | None = None
    more: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        begun = _begin(line, number)
        if begun is None:
            more.append(line)
            continue
        if current is not None:
            yield _whole(current, more)
        current, more = begun, []
    if current is not None:
        yield _whole(current, more)


def _whole(record: LogRecord, more: list[str]) -> LogRecord:
    return replace(record, text="\n".join([record.text, *more])) if more else record


def _begin(line: str, number: int) -> LogRecord | None:
    prefix = _SYSLOG.match(line)
    body = line[prefix.end() :] if prefix else line
    if body.startswith("{"):
        return _from_json(body, number)
    return _from_text(body, number)


def _from_text(line: str, number: int) -> LogRecord | None:
    stamp = _TIME.match(line)
    if stamp is None:
        level = _LEVEL_FIRST.match(line)
        return LogRecord(level[1], None, line, False, number) if level else None
    level = _LEVEL_LATER.search(line, stamp.end(), stamp.end() + _HEAD)
    if level is None:
        return None
    return LogRecord(level[1], parse_time(stamp[1]), line, has_zone(stamp[1]), number)


def _from_json(line: str, number: int) -> LogRecord | None:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        return None
    level = next((record[key] for key in _LEVEL_KEYS if isinstance(record.get(key), str)), None)
    if level is None:
        return None
    stamp = next((record[key] for key in _TIME_KEYS if isinstance(record.get(key), str)), "")
    return LogRecord(level.upper(), parse_time(stamp), line, has_zone(stamp), number)

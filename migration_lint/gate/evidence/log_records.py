"""Records in log files: level, time and text, whatever the format string was.

Known are the formats of the standard library (`2026-01-31 08:00:00,123 - name - ERROR - text`,
`ERROR:name:text`, `[ERROR] text`), times of day and of other orders, `level=error`, JSON lines, and
each of them behind a syslog or journal prefix or in colour. A line that begins no record belongs to
the one before it, as the lines of a traceback do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from migration_lint.gate.evidence.json_logs import fields_of
from migration_lint.gate.evidence.times import has_zone, parse_time

_LEVELS = "DEBUG|INFO|NOTICE|WARNING|WARN|ERROR|CRITICAL|FATAL"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_SYSLOG = re.compile(r"[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ [^:\s]+: ")
_CLOCK = r"\d\d:\d\d:\d\d(?:[.,]\d+)?"
_DAYS = (
    r"\d{4}[-/]\d\d[-/]\d\d[T ]",  # the only order in which the time is read, too
    r"\d\d[-/ ][A-Z][a-z]{2}[-/ ]\d{4}[ :T]",
    r"(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} [ \d]\d (?:\d{4} )?",
    r"\d\d[./]\d\d[./]\d{4},? ",
)
_TIME = re.compile(rf"\[?((?:{'|'.join(_DAYS)})?{_CLOCK}(?:\s?Z|\s?[+-]\d\d:?\d\d)?)\]?")
_LEVEL_LATER = re.compile(
    rf"(?<![\w.])(?:(?P<plain>{_LEVELS})(?![\w.])"
    rf"|(?i:(?P<apart>{_LEVELS}))(?=\s*[\])>|]|\s+-\s|:?\s*$|:\s))"
)
_LEVEL_FIRST = re.compile(rf"[\[<(]?(?P<plain>{_LEVELS})[\])>]?(?=[\s:|,-]|$)")
_PAIR = re.compile(rf"(?:^|\s)(?:level|lvl|severity)=\"?(?P<plain>(?i:{_LEVELS}))\b")
_PAIR_TIME = re.compile(r"(?:^|\s)(?:time|ts|timestamp)=\"?([^\"\s]+)")
_HEAD = 200  # characters in which a record's level must stand; further on it is prose


@dataclass(frozen=True)
class LogRecord:
    """One record of a log file.

    Attributes:
        level: In upper case: `ERROR`; empty where the record has a time and no level.
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
        begun = _begin(_COLOUR.sub("", line), number)
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
    return _from_pairs(body, number) or _from_text(body, number)


def _from_text(line: str, number: int) -> LogRecord | None:
    stamp = _TIME.match(line)
    if stamp is None:
        level = _LEVEL_FIRST.match(line)
        return LogRecord(_level_in(level), None, line, False, number) if level else None
    level = _LEVEL_LATER.search(line, stamp.end(), stamp.end() + _HEAD)
    time = stamp[1]
    return LogRecord(_level_in(level), parse_time(time), line, has_zone(time), number)


def _level_in(match: re.Match[str] | None) -> str:
    found = "" if match is None else next(one for one in match.groups() if one)
    return found.upper()


def _from_pairs(line: str, number: int) -> LogRecord | None:
    level = _PAIR.search(line, 0, _HEAD)
    if level is None:
        return None
    stamp = _PAIR_TIME.search(line)
    time = stamp[1] if stamp else ""
    return LogRecord(_level_in(level), parse_time(time), line, has_zone(time), number)


def _from_json(line: str, number: int) -> LogRecord | None:
    found = fields_of(line)
    if found is None:
        return None
    level, stamp = found
    return LogRecord(level, parse_time(stamp), line, has_zone(stamp), number)

"""Times as logs and records write them."""

from __future__ import annotations

import re
from datetime import datetime, timezone

CLOCK_SLACK = 300.0  # seconds that two machines' clocks may differ by
LOCAL_SLACK = 14 * 3600.0  # a time without zone may be of any zone; the furthest is UTC+14
_MILLISECONDS = 1e11  # as seconds this is the year 5138
_ISO = re.compile(
    r"(?P<day>\d{4}[-/]\d\d[-/]\d\d)[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:[.,](?P<fraction>\d+))?"
    r"\s?(?P<zone>Z|[+-]\d\d:?\d\d)?"
)


def parse_time(text: object) -> datetime | None:
    """The time in a text such as `2026-01-25T00:14:23.435092`; None where there is none.

    A time without a zone is taken to be of this machine's. A number is one of seconds or of
    milliseconds since 1970.
    """
    if isinstance(text, (int, float)) and not isinstance(text, bool):
        return _since_1970(text)
    match = _ISO.match(text) if isinstance(text, str) else None
    if match is None:
        return None
    time = match["time"] if match["time"].count(":") == 2 else f"{match['time']}:00"
    zone = (match["zone"] or "").replace("Z", "+00:00")
    if zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    fraction = (match["fraction"] or "0")[:6].ljust(6, "0")
    try:
        day = match["day"].replace("/", "-")
        parsed = datetime.fromisoformat(f"{day}T{time}.{fraction}{zone}")
        return parsed if parsed.tzinfo else parsed.astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def has_zone(text: object) -> bool:
    """Whether what `parse_time` reads names its zone."""
    if not isinstance(text, str):
        return isinstance(text, (int, float))
    match = _ISO.match(text)
    return match is not None and match["zone"] is not None


def _since_1970(number: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(
            number / 1000 if abs(number) >= _MILLISECONDS else number, tz=timezone.utc
        )
    except (ValueError, OverflowError, OSError):
        return None

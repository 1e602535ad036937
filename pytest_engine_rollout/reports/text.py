"""Make text of the tested project safe to show.

A test id, a message or a prompt can hold anything: escape sequences that recolour a terminal, line
breaks that start a workflow command, lone surrogates that no file takes, marks that turn text
around.
"""

from __future__ import annotations

import re

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls but for tab and line feed
    "\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"  # marks of direction, invisible line ends
    "\ud800-\udfff]"  # halves of surrogate pairs
)
_BREAKS = re.compile(r"[\t\n]")
_OURS = str.maketrans({"·": "-", "±": "+-", "…": "..."})
_COMMAND = re.compile(r"##(?=\[)|(?:^|\s)(?=::)")  # what a CI runner takes for a command


def visible(text: str) -> str:
    r"""The text with control characters written as escapes: `\x1b`."""
    return _UNSAFE.sub(_escape, text)


def one_line(text: str, limit: int = 0) -> str:
    """The text on one line, safe to print anywhere, cut to `limit` characters if that is not 0."""
    line = _COMMAND.sub(lambda match: match.group() + "\\", _BREAKS.sub(_escape, visible(text)))
    return line if not limit or len(line) <= limit else f"{line[: limit - 1]}…"


def cut(text: str, limit: int) -> str:
    """At most `limit` characters of a longer text: both ends, and how much was cut between."""
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]}\n... {len(text) - 2 * half} characters cut ...\n{text[-half:]}"


def in_encoding(text: str, encoding: str) -> str:
    """The text with the signs that the terminal's encoding lacks replaced by ASCII."""
    try:
        "·±…".encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_OURS)
    return text


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 pair`, `2 pairs`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def percent(share: float | None, digits: int = 0) -> str:
    """`26 %`; a dash for what is not known. Only a whole is 100 %, only nothing is 0 %."""
    if share is None:
        return "-"
    step = 10**digits
    scaled = share * 100 * step
    rounded = min(max(round(scaled), 0 if share == 0 else 1), 100 * step - (share < 1))
    return f"{rounded / step:.{digits}f} %"


def seconds(duration: float) -> str:
    """`9.4 s`, `312 ms`, `12 min 05 s`."""
    if duration < 1:
        return f"{duration * 1000:.0f} ms"
    if duration < 120:
        return f"{duration:.1f} s"
    minutes, rest = divmod(round(duration), 60)
    return f"{minutes} min {rest:02} s"


def _escape(match: re.Match[str]) -> str:
    return match.group().encode("unicode-escape", "surrogatepass").decode("ascii")

"""Both sides of a difference as pytest shows those of a failed assert."""

from __future__ import annotations

import re
from difflib import ndiff

from pytest_engine_rollout.results import Comparison

_AROUND = 2  # lines that agree, shown beside those that do not
_MOST = 30
_CUT = re.compile(r"\.\.\. \d+ (?:lines before|lines after|characters in all)")


def diff_of(one: Comparison) -> list[str]:
    """The lines that differ, `- ` of the control and `+ ` of the candidate; `? ` points at where.

    Returns:
        Nothing but for texts of several lines: what differs in one is said in the message.
    """
    if one.control is None or one.candidate is None or "\n" not in one.control + one.candidate:
        return []
    control, candidate = _lines(one.control), _lines(one.candidate)
    lines = [line.rstrip("\n") for line in ndiff(control, candidate)]
    changed = [number for number, line in enumerate(lines) if line[0] != " "]
    near = {n for at in changed for n in range(at - _AROUND, at + _AROUND + 1)}
    shown = [line for number, line in enumerate(lines) if number in near]
    more = [f"... {len(shown) - _MOST} more lines"] if len(shown) > _MOST else []
    return shown[:_MOST] + more


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if not _CUT.fullmatch(line)]

"""The table `[tool.engine_rollout.scrubbers]`: name = "regular expression"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType


def pattern(value: object) -> str:
    """A regular expression that matches something."""
    if not isinstance(value, str) or not value:
        raise ValueError("a regular expression")
    try:
        compiled = re.compile(value)
    except re.error as problem:
        raise ValueError(f"a regular expression: {problem}") from None
    if compiled.match(""):
        raise ValueError("a regular expression that does not match the empty text")
    return value


def default_scrubbers() -> Mapping[str, str]:
    """What differs between two runs of any suite: pytest's temporary folders, addresses."""
    return MappingProxyType(
        {
            "tmp_path": r"/[\w./-]*/pytest-of-[^/\s]+/pytest-\d+/[^/\s'\"]+",
            "address": r"\bat 0x[0-9a-fA-F]+",
        }
    )

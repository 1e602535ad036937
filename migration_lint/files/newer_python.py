"""Tell whether a file that this Python does not parse is written for a newer one."""

from __future__ import annotations

import re
import sys

from migration_lint.files.source_lines import depth_of_brackets

_DEEPEST = 90  # brackets in each other that libcst is trusted with
# By the version that brought it, what is in every file that has syntax of that version. A file
# without any is broken in every Python, and libcst, which takes long to import, is not asked.
_BROUGHT = (
    ((3, 11), rb"except\s*\*|[\[,:]\s*\*"),
    ((3, 12), rb"type\s+\w|(?:def|class)\s+\w+\s*\[|(?i:f|fr|rf)['\"]"),
    ((3, 13), rb"(?:type|def|class)\s+\w+\s*\["),
    ((3, 14), rb"(?i:t|tr|rt)['\"]|except\s+[\w.]+\s*,"),
    ((3, 15), rb"lazy\s|[\[({]\s*\*"),
)


def is_newer_python(data: bytes) -> bool:
    """Whether libcst parses the file: it knows the newest syntax under any Python."""
    newer = [brought for version, brought in _BROUGHT if version > sys.version_info]
    if not any(re.search(brought, data) for brought in newer):
        return False
    brackets = sum(map(data.count, (b"(", b"[", b"{")))
    if brackets > _DEEPEST and depth_of_brackets(data) > _DEEPEST:
        return False
    import libcst as cst  # noqa: PLC0415 - only for a file that is broken anyway

    try:
        cst.parse_module(data)
    except (cst.ParserSyntaxError, SyntaxError, LookupError, RecursionError, ValueError):
        return False
    return True

"""A report as JSON again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from migration_lint.report.model import Report

_OURS = frozenset({"source", "raw"})  # of the reader, not of the file


def report_text(report: Report) -> str:
    """The file that holds the report; plain ASCII."""
    document = {key: value for key, value in _plain(report).items() if key not in _OURS}
    if not document["run"]["shards"]:
        del document["run"]["shards"]
    return json.dumps(document, indent=1, allow_nan=False) + "\n"


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(member) for member in value]
    if isinstance(value, Mapping):
        return {key: _plain(member) for key, member in value.items()}
    return value

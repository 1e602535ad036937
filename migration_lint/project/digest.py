"""A digest of the configuration, so that evidence can say which one it was gathered under."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from migration_lint.project.model import Settings

_NO_INFLUENCE = frozenset({"gate", "lint", "phase"})  # how evidence is judged, not how it is made


def configuration_digest(settings: Settings) -> str:
    """`sha256:` and the hash of every setting that a test run depends on.

    What only decides how evidence is judged (the tables `gate` and `lint`, the phase) is left
    out: changing a threshold does not make a run of the tests worthless.
    """
    plain = {
        field.name: _plain(getattr(settings, field.name))
        for field in fields(settings)
        if field.name not in _NO_INFLUENCE
    }
    canonical = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(member) for member in value]
    return value

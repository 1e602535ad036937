"""The digest of the configuration, by which evidence names the one it was gathered under."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from migration_lint.project.model import Settings
from migration_lint.project.protocol import Parameter, ProtocolMethod
from migration_lint.project.settings import SettingsTable

_NO_INFLUENCE = frozenset({"gate", "lint", "phase"})  # how evidence is judged, not how it is made


def configuration_digest(settings: Settings) -> str:
    """`sha256:` and the hash of every setting that a test run depends on.

    What only decides how evidence is judged (the tables `gate` and `lint`, the phase) is left
    out: changing a threshold does not make a run of the tests worthless.
    """
    plain = {
        name: _plain(value) for name, value in vars(settings).items() if name not in _NO_INFLUENCE
    }
    canonical = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, SettingsTable):
        return _plain(vars(value))
    if isinstance(value, (ProtocolMethod, Parameter)):
        return _plain(value._asdict())
    if isinstance(value, Mapping):
        return {str(key): _plain(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(member) for member in value]
    return value

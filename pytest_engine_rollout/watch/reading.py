"""Read a value inside another by a dotted path, without running any of their code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import Any

from pytest_engine_rollout.comparison import inspection

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_ENUM_NAMES = {"value": "_value_", "name": "_name_"}


def read(values: Mapping[str, Any], path: str) -> Any:
    """The value at a `path` such as `event.type.value`; None where there is none."""
    found: Any = values
    for name in path.split("."):
        found = _member(found, name)
    return found


def fill(template: str, values: Mapping[str, Any]) -> str:
    """Fill a template's `{path}`; of `{path|other}`, the first that has a value."""

    def filled(match: re.Match[str]) -> str:
        found = (read(values, path) for path in match[1].split("|"))
        return _text(next((value for value in found if value is not None), None))

    return _PLACEHOLDER.sub(filled, template)


def _member(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return dict.get(value, name)
    if Enum in inspection.mro(type(value)):
        name = _ENUM_NAMES.get(name, name)
    held = inspection.instance_dict(value)
    return held[name] if name in held else dict(inspection.slots(value)).get(name)


def _text(value: Any) -> str:
    return value if type(value) is str else str(value) if type(value) in (int, bool) else "?"

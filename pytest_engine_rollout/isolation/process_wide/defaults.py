"""Objects of the standard library that hold defaults, such as `decimal.DefaultContext`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pytest_engine_rollout.comparison.inspection import instance_dict
from pytest_engine_rollout.isolation.process_wide.setting import Setting

_OBJECTS: Mapping[str, str] = {"calendar": "c", "logging": "lastResort", "reprlib": "aRepr"}
"""By module, the name of the object."""

_CONTEXTS = ("BasicContext", "DefaultContext", "ExtendedContext")
_OF_A_CONTEXT = ("prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps")


def _attributes(module: Any) -> dict[str, Any]:
    return {**instance_dict(getattr(module, _OBJECTS[module.__name__]))}


def _put_attributes(module: Any, attributes: Mapping[str, Any]) -> None:
    held = instance_dict(getattr(module, _OBJECTS[module.__name__]))
    if held != attributes:
        held.clear()
        held.update(attributes)


def of_decimals(context: Any) -> dict[str, Any]:
    """The settings of a `decimal` context."""
    return {name: _of_context(context, name) for name in _OF_A_CONTEXT}


def put_decimals(context: Any, state: Mapping[str, Any]) -> None:
    """Change the settings of a `decimal` context in place."""
    for name, value in state.items():
        if _of_context(context, name) != value:
            setattr(context, name, value)


def _contexts(decimal: Any) -> dict[str, dict[str, Any]]:
    return {name: of_decimals(context) for name, context in _known_contexts(decimal)}


def _put_contexts(decimal: Any, contexts: Mapping[str, Mapping[str, Any]]) -> None:
    for name, context in _known_contexts(decimal):
        put_decimals(context, contexts[name])


def _known_contexts(decimal: Any) -> Iterator[tuple[str, Any]]:
    return ((name, getattr(decimal, name)) for name in _CONTEXTS)


def _of_context(context: Any, name: str) -> Any:
    value = getattr(context, name)
    return {**value} if name in ("flags", "traps") else value


DEFAULTS = (
    *(Setting(name, _attributes, _put_attributes) for name in _OBJECTS),
    Setting("decimal", _contexts, _put_contexts),
)

"""Which modules define the objects that a module holds, imported by it or registered with it."""

from __future__ import annotations

import gc
import sys
from collections import deque
from collections.abc import Iterator, Mapping
from types import (
    BuiltinFunctionType,
    FunctionType,
    MappingProxyType,
    MethodType,
    ModuleType,
    NoneType,
)
from typing import Any

from pytest_engine_rollout.comparison.inspection import (
    ids,
    instance_dict,
    module_of,
    mro,
    namespace,
)

_PLAIN = ids((bool, bytes, float, int, str, NoneType))
_MAPPINGS = ids((dict, MappingProxyType))
_SERIES = ids((deque, frozenset, list, set, tuple))
_DEPTH = 2
"""How deep to look into containers: a registry may hold functions with their arguments."""


def taken(module: ModuleType) -> Iterator[str]:
    """The names of the modules that define the values of a module's global names."""
    for name, value in _entries(instance_dict(module)):
        kind = type(value)  # isinstance() would ask the value, which may raise anything
        if not issubclass(kind, ModuleType):
            yield from _behind(value, 0)
            continue
        held = str(instance_dict(value).get("__name__"))  # to ask a lazy module would load it
        # A package's own submodule stands there because it was imported, by whomever.
        if held != f"{module.__name__}.{name}":
            yield held


def registered(module: ModuleType) -> Iterator[str]:
    """The names of the modules whose objects may have been registered with a module.

    Registries are looked for in containers, and in the attributes of the module's own classes, of
    objects of its package's classes, and of functions made by a decorator, as `singledispatch` is.
    An object without attributes of its own may hold things in slots, or where only C can look.
    """
    for _, value in _entries(instance_dict(module)):
        for held in _held_by(value, module):
            yield from _behind(held, _DEPTH)


def _held_by(value: Any, module: ModuleType) -> Iterator[Any]:
    """The parts of a value where other modules can have put something: containers, attributes."""
    kind = type(value)
    names: Mapping[str, Any] = {}
    if value is sys.modules:
        return
    if id(kind) in _SERIES or id(kind) in _MAPPINGS:
        yield value
    elif issubclass(kind, type):
        if module_of(value) == module.__name__:
            names = namespace(value)
    elif kind is FunctionType:
        if value.__closure__:  # others have nothing, and would be given a dict by the question
            names = value.__dict__
    elif _is_at_home(kind, module):
        names = instance_dict(value)
        if not names:
            yield from gc.get_referents(value)
    for _, held in _entries(names):
        yield held


def hidden(module: ModuleType) -> Iterator[Any]:
    """What a module's objects of its package's classes hold where Python cannot look.

    They have slots, or their class is written in C.
    """
    for _, value in _entries(instance_dict(module)):
        if _is_at_home(type(value), module) and not instance_dict(value):
            yield from gc.get_referents(value)


def _is_at_home(kind: type, module: ModuleType) -> bool:
    return module_of(kind).partition(".")[0] == module.__name__.partition(".")[0]


def homes_of(value: object) -> Iterator[str]:
    """The names of the modules that define a value, be it a class, a function or another object."""
    return _behind(value, 0)


def _entries(names: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The entries of a namespace, without those of the interpreter."""
    return [(name, value) for name, value in [*names.items()] if not str(name).startswith("__")]


def _behind(value: Any, depth: int) -> Iterator[str]:
    """The modules that define a value: its class, or a class or function that it is itself."""
    kind = type(value)
    if id(kind) in _PLAIN:
        return
    if id(kind) in _SERIES or id(kind) in _MAPPINGS:
        if depth:
            for held in [*value.keys(), *value.values()] if id(kind) in _MAPPINGS else [*value]:
                yield from _behind(held, depth - 1)
    elif issubclass(kind, type):
        yield from map(module_of, mro(value))
    elif kind is MethodType:
        yield from _behind(value.__self__, 0)
        yield from _behind(value.__func__, 0)
    elif kind is FunctionType:
        yield str(value.__module__)
        yield str(value.__globals__.get("__name__"))  # a decorator may have set the other one
    elif kind is BuiltinFunctionType:
        yield str(value.__module__)
    else:
        yield module_of(kind)

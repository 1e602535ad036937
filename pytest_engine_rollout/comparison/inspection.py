"""Inspect an object without running any of its own code.

`getattr`, `repr`, `==`, `len` and iteration can all be overridden, and what is overridden can
change state, block or raise. Everything here reads through the descriptors of the built-in types.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from types import (
    AsyncGeneratorType,
    CoroutineType,
    GeneratorType,
    GetSetDescriptorType,
    MemberDescriptorType,
)
from typing import Any, TypeGuard

_MODULE = type.__dict__["__module__"]
_QUALNAME = type.__dict__["__qualname__"]
_MRO = type.__dict__["__mro__"]
_NAMESPACE = type.__dict__["__dict__"]
_SIZE = type.__dict__["__basicsize__"]
_ITEM_SIZE = type.__dict__["__itemsize__"]
_DICT_OFFSET = type.__dict__["__dictoffset__"]
_OFFSETS = (_DICT_OFFSET, type.__dict__["__weakrefoffset__"])
_POINTER = struct.calcsize("P")
_MEMBERS = (GetSetDescriptorType, MemberDescriptorType)

# How much a suspended generator or coroutine shows differs between versions of Python.
_SUSPENDED = (GeneratorType, CoroutineType, AsyncGeneratorType)


def is_class(value: object) -> TypeGuard[type]:
    """Whether a value is really a class; `isinstance` trusts the value's own `__class__`."""
    return issubclass(type(value), type)


def ids(kinds: Iterable[type]) -> frozenset[int]:
    """The identities of classes; a metaclass may refuse to hash or compare the classes."""
    return frozenset(map(id, kinds))


def mro(kind: type) -> tuple[type, ...]:
    """The method resolution order of a class; empty where there is none yet.

    A class written in C may never have been made ready, and none is while its order is sought.
    """
    order: tuple[type, ...] | None = _MRO.__get__(kind)
    return order or ()


def module_of(kind: type) -> str:
    """The name of the module that defines a class; empty where the class lies about it."""
    try:
        module = _MODULE.__get__(kind)
    except AttributeError:
        return ""
    return module if type(module) is str else ""


def qualname_of(kind: type) -> str:
    """The qualified name of a class."""
    return str(_QUALNAME.__get__(kind))


def namespace(kind: type) -> Mapping[str, Any]:
    """What a class defines itself; nothing where it was never made ready."""
    defined: Mapping[str, Any] | None = _NAMESPACE.__get__(kind)
    return {} if defined is None else defined


def class_attribute(kind: type, name: str) -> Any:
    """What the class or a base holds under `name`, unbound; None where nothing does."""
    for base in mro(kind):
        defined = namespace(base)
        if name in defined:
            return defined[name]
    return None


def instance_dict(value: object) -> dict[str, Any]:
    """The instance's own `__dict__`; empty where it has none or hides it behind own code."""
    descriptor = dict_descriptor(type(value))
    held = {} if descriptor is None else descriptor.__get__(value)
    return held if type(held) is dict else {}


def dict_descriptor(kind: type) -> Any:
    """What gives the `__dict__` of instances of a class; None where that would run own code."""
    descriptor = class_attribute(kind, "__dict__")
    return descriptor if isinstance(descriptor, _MEMBERS) else None


def slots(value: object) -> Iterator[tuple[str, Any]]:
    """The filled slots of an instance, base classes first."""
    for name, member in slot_descriptors(type(value)):
        try:
            yield name, member.__get__(value)
        except AttributeError:
            continue  # a slot that was never filled


def slot_descriptors(kind: type) -> Iterator[tuple[str, MemberDescriptorType]]:
    """What gives the slots of a class's instances, base classes first."""
    for base in reversed(mro(kind)):
        for name, member in namespace(base).items():
            if isinstance(member, MemberDescriptorType):
                yield name, member


def state(value: object) -> Iterator[tuple[str, Any]]:
    """The public state of an instance: slots and `__dict__`, without names that start with `_`."""
    if issubclass(type(value), _SUSPENDED):
        return
    seen = set()
    for name, held in (*slots(value), *instance_dict(value).items()):
        if type(name) is str and not name.startswith("_") and name not in seen:
            seen.add(name)
            yield name, held


def is_blank(value: object) -> bool:
    """Whether an object has no state at all, not even a private one or one that only C sees."""
    kind = type(value)
    if any(True for _ in slots(value)) or instance_dict(value):
        return False
    shown = [
        member
        for base in mro(kind)
        for member in namespace(base).values()
        if isinstance(member, MemberDescriptorType)
    ]
    pointers = len(shown) + sum(offset.__get__(kind) > 0 for offset in _OFFSETS)
    known = _SIZE.__get__(object) + _POINTER * pointers
    is_open = dict_descriptor(kind) is not None or not _DICT_OFFSET.__get__(kind)
    return bool(is_open and not _ITEM_SIZE.__get__(kind) and _SIZE.__get__(kind) <= known)


def from_builtin_type(kind: type, name: str) -> bool:
    """Whether `name` on a class is implemented by a built-in type, so that calling it is safe."""
    for base in mro(kind):
        if name in namespace(base):
            return module_of(base) == "builtins"
    return False

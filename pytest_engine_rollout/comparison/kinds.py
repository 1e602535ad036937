"""Read each kind of object for a snapshot, chosen by its real type."""

from __future__ import annotations

import math
import sys
from collections import deque
from collections.abc import Callable
from enum import Enum
from itertools import islice
from types import BuiltinFunctionType, FunctionType, MappingProxyType, MethodType, ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from pytest_engine_rollout.comparison import inspection
from pytest_engine_rollout.comparison.arrays import (
    is_number,
    read_array,
    read_number,
    read_plain_array,
)
from pytest_engine_rollout.comparison.named import (
    read_class,
    read_function,
    read_method,
    read_module,
)
from pytest_engine_rollout.comparison.text import digest_of
from pytest_engine_rollout.comparison.tree import Node
from pytest_engine_rollout.comparison.views import (
    read_bytes,
    read_inner,
    read_memory,
    read_view,
)

if TYPE_CHECKING:
    from pytest_engine_rollout.comparison.snapshot import Camera

Read = Callable[["Camera", Any, str], Node]

LARGEST_INTEGER_BITS = 1_024
LONGEST_KEY = 200
_PRINTABLE = {
    "datetime": ("datetime", "date", "time", "timedelta", "timezone"),
    "decimal": ("Decimal",),
    "fractions": ("Fraction",),
    "ipaddress": ("IPv4Address", "IPv6Address"),
    "pathlib": ("PosixPath", "WindowsPath", "PurePosixPath", "PureWindowsPath"),
    "re": ("Pattern",),
    "uuid": ("UUID",),
    "zoneinfo": ("ZoneInfo",),
}


class Reader(NamedTuple):
    """The function that reads one kind of object.

    Attributes:
        read: Makes the picture.
        leaf: Whether the kind holds no other objects.
    """

    read: Read
    leaf: bool = False


def reader_for(kind: type) -> Reader:
    """The reader of a type: of the type itself, else of the first built-in family it is of."""
    exact = _EXACT.get(kind)
    if exact is not None:
        return exact
    module, name = inspection.module_of(kind), inspection.qualname_of(kind)
    if name in _PRINTABLE.get(module.split("._")[0], ()) and _is_genuine(kind, module, name):
        return _PRINTED
    if (module, name) in _ARRAYS and _is_genuine(kind, module, name):
        return _ARRAYS[module, name]
    if module == "numpy" and is_number(kind) and _is_genuine(kind, module, name):
        return _NUMBER
    if module in ("unittest.mock", "mock", "mock.mock"):
        return _OPAQUE  # what a mock remembers is the test's business
    order = inspection.mro(kind)
    return next((reader for family, reader in _FAMILIES if family in order), _OBJECT)


def _is_genuine(kind: type, module: str, name: str) -> bool:
    """Whether a type is the one that its module has under its name."""
    return getattr(sys.modules.get(module), name, None) is kind


def _itself(_: Camera, value: Any, __: str) -> Node:
    return value


def _integer(camera: Camera, value: Any, _: str) -> Node:
    number = int.__index__(value)
    bits = number.bit_length()
    if bits > LARGEST_INTEGER_BITS:  # decimal digits of a huge number take quadratic time
        data = number.to_bytes(bits // 8 + 1, "big", signed=True)
        return {"$type": camera.name_of(type(value)), "bits": bits, "digest": digest_of(data)}
    if type(value) is int:
        return number
    return {"$type": camera.name_of(type(value)), "text": str(number)}


def _float(camera: Camera, value: Any, _: str) -> Node:
    number = float.__float__(value)
    if type(value) is float and math.isfinite(number):
        return number
    return {"$type": camera.name_of(type(value)), "text": float.__repr__(number)}


def _text_subclass(camera: Camera, value: Any, _: str) -> Node:
    return {"$type": camera.name_of(type(value)), "text": camera.text(str.__str__(value))}


def _printed(camera: Camera, value: Any, _: str) -> Node:
    zone = getattr(value, "tzinfo", None)
    if inspection.module_of(type(zone)) not in ("builtins", "datetime", "zoneinfo"):
        value = value.replace(tzinfo=None)  # printing would ask the foreign time zone
    return {"$type": camera.name_of(type(value)), "text": camera.text(str(value))}


def _opaque(camera: Camera, value: Any, _: str) -> Node:
    return {"$type": camera.name_of(type(value)), "cut": "all"}


def _list(camera: Camera, value: Any, path: str) -> Node:
    picture = camera.items(list.__iter__(value), list.__len__(value), path)
    if type(value) is list and "cut" not in picture:
        return picture["items"]
    return {"$type": camera.name_of(type(value)), **picture}


def _tuple(camera: Camera, value: Any, path: str) -> Node:
    name = camera.name_of(type(value))
    fields = inspection.class_attribute(type(value), "_fields")
    if type(fields) is tuple and len(fields) == tuple.__len__(value):
        members = zip(fields, tuple.__iter__(value), strict=True)
        state = {str(key): camera.look(member, f"{path}.{key}") for key, member in members}
        return {"$type": name, "state": state}
    return {"$type": name, **camera.items(tuple.__iter__(value), tuple.__len__(value), path)}


def _deque(camera: Camera, value: Any, path: str) -> Node:
    members = camera.items(deque.__iter__(value), deque.__len__(value), path)
    return {"$type": camera.name_of(type(value)), **members}


def _set(camera: Camera, value: Any, path: str) -> Node:
    family = set if set in inspection.mro(type(value)) else frozenset
    length, name = family.__len__(value), camera.name_of(type(value))
    if length > camera.room():  # which members come first is chance: none is better than some
        return {"$type": name, "members": [], **camera.shortened(length, 0)}
    members = [camera.look(member, f"{path}{{}}") for member in family.__iter__(value)]
    return {"$type": name, "members": sorted(members, key=repr)}


def _dict(camera: Camera, value: Any, path: str) -> Node:
    entries = list(islice(dict.items(value), camera.room()))
    plain = all(type(key) is str and not key.startswith("$") for key, _ in entries)
    members: dict[str, Node] = {}
    for key, member in entries:
        text = _key_text(camera, key, quoted=not plain)
        if text in members:
            text = f"{text} #{len(members)}"
        members[text] = camera.look(member, f"{path}.{text}")
    cut = camera.shortened(dict.__len__(value), len(members))
    if plain and type(value) is dict and not cut:
        return members
    return {"$type": camera.name_of(type(value)), "items": members, **cut}


def _key_text(camera: Camera, key: object, *, quoted: bool) -> str:
    if type(key) is str:
        text = key if len(key) <= LONGEST_KEY else f"{key[:LONGEST_KEY]}… {digest_of(key)}"
        return repr(text) if quoted else text
    picture = camera.look(key, "key")
    return repr(picture)[: 2 * LONGEST_KEY]


def _enum(camera: Camera, value: Any, _: str) -> Node:
    name = inspection.instance_dict(value).get("_name_")
    return {"$type": camera.name_of(type(value)), "member": name if type(name) is str else None}


def _exception(camera: Camera, value: Any, path: str) -> Node:
    arguments = BaseException.args.__get__(value)  # type: ignore[attr-defined]  # a descriptor, typed as a tuple
    picture = {
        "$type": camera.name_of(type(value)),
        "arguments": [
            camera.look(argument, f"{path}.args[{position}]")
            for position, argument in enumerate(arguments[:10])
        ],
    }
    if inspection.from_builtin_type(type(value), "__str__") and all(
        type(argument) in _EXACT_TEXT for argument in arguments
    ):
        picture["message"] = camera.text(str(value))
    return picture


def _object(camera: Camera, value: Any, path: str) -> Node:
    if camera.naming.is_controller(type(value)):
        return {"$type": "controller"}
    state = {
        name: camera.look(held, f"{path}.{name}")
        for name, held in islice(inspection.state(value), camera.room())
    }
    name = camera.name_of(type(value))
    if not state and inspection.is_blank(value):
        return {"$type": name}
    return {"$type": name, "state": state} if state else {"$type": name, "cut": "all"}


_OPAQUE = Reader(_opaque, leaf=True)
_PRINTED = Reader(_printed, leaf=True)
_ARRAYS = {
    ("numpy", "ndarray"): Reader(read_array),
    ("array", "array"): Reader(read_plain_array),
}
_NUMBER = Reader(read_number, leaf=True)
_OBJECT = Reader(_object)
_EXACT_TEXT = frozenset({str, int, float, bool, type(None)})
_EXACT: dict[type, Reader] = {
    type(None): Reader(_itself, leaf=True),
    bool: Reader(_itself, leaf=True),
    int: Reader(_integer, leaf=True),
    float: Reader(_float, leaf=True),
    complex: _PRINTED,
    range: _PRINTED,
    dict: Reader(_dict),
    list: Reader(_list),
    FunctionType: Reader(read_function, leaf=True),
    BuiltinFunctionType: Reader(read_function, leaf=True),
    MethodType: Reader(read_method, leaf=True),
    MappingProxyType: Reader(read_inner),
    memoryview: Reader(read_memory, leaf=True),
    type({}.keys()): Reader(read_view),
    type({}.values()): Reader(read_view),
    type({}.items()): Reader(read_view),
    property: _OPAQUE,
}
_FAMILIES: tuple[tuple[type, Reader], ...] = (
    (Enum, Reader(_enum, leaf=True)),
    (BaseException, Reader(_exception)),
    (type, Reader(read_class, leaf=True)),
    (str, Reader(_text_subclass, leaf=True)),
    (int, Reader(_integer, leaf=True)),
    (float, Reader(_float, leaf=True)),
    (bytes, Reader(read_bytes, leaf=True)),
    (bytearray, Reader(read_bytes, leaf=True)),
    (dict, Reader(_dict)),
    (list, Reader(_list)),
    (tuple, Reader(_tuple)),
    (set, Reader(_set)),
    (frozenset, Reader(_set)),
    (deque, Reader(_deque)),
    (ModuleType, Reader(read_module, leaf=True)),
)

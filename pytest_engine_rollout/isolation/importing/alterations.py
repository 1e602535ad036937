"""Find installed packages that an engine alters: their registries, defaults and objects.

What an engine leaves there need not be an object of its own: a library of metrics keeps a counter
of the library's class. So the only sign is that the package differs from what it was when it was
imported.
"""

from __future__ import annotations

import sys
from collections import OrderedDict, defaultdict, deque
from collections.abc import Mapping, Sequence
from types import BuiltinFunctionType, FunctionType, MemberDescriptorType, ModuleType
from typing import Any, NamedTuple

from pytest_engine_rollout.comparison.inspection import (
    dict_descriptor,
    ids,
    instance_dict,
    module_of,
    namespace,
    slot_descriptors,
)
from pytest_engine_rollout.isolation.importing.extensions import is_extension
from pytest_engine_rollout.isolation.importing.ownership import MACHINERY, Ownership
from pytest_engine_rollout.isolation.importing.plain import PLAIN, is_plain

_DEFINITIONS = ids((BuiltinFunctionType, FunctionType, type))
_UNALTERED = ids((BuiltinFunctionType, FunctionType)) | PLAIN
_MAPPINGS = ids((dict, defaultdict, OrderedDict))
_SERIES = ids((list, set, deque))
_DEPTH = 4
"""How deep to look: what a package sets up may be kept by an object within an object."""
_MOST = 10_000
"""Objects of a module that are looked at."""

Condition = dict[str, list[int]]
"""By name what is held under it, in numbers that can be compared; none of a plain value."""
_NOTHING: list[int] = []


class Alterations:
    """Finds the packages whose state differs from that right after their import.

    Args:
        ownership: Which modules are each engine's own already.
    """

    def __init__(self, ownership: Ownership) -> None:
        self._ownership = ownership
        self._passed: set[str] = set()
        self._compiled: set[str] = set()
        self._first: dict[str, tuple[ModuleType, Condition]] = {}
        self._left: dict[str, tuple[ModuleType, Condition]] = {}
        self._by_both: dict[str, str] = {}

    def note(self) -> None:
        """Remember the state of the modules that were imported since the last call."""
        new = {name: sys.modules[name] for name in sys.modules.keys() - self._passed}
        self._passed |= new.keys()
        shared = {name: it for name, it in new.items() if self._is_shared(name, it)}
        self._compiled |= {_package(name) for name, it in shared.items() if is_extension(it)}
        shapes: Shapes = {}
        for name, module in shared.items():
            self._first[name] = (module, _condition(module, shapes))

    def altered(self) -> set[str]:
        """The packages altered since then that can be isolated; each is given only once."""
        self._look_for_repetitions()
        remembered, self._first = self._first, {}
        found: set[str] = set()
        shapes: Shapes = {}
        for name, (module, first) in remembered.items():
            differing = _differing(name, module, first, shapes)
            if differing:
                self._left[name] = (module, differing)
                found.add(_package(name))
        return found - self._compiled

    def lines(self) -> list[str]:
        """What to tell the user about packages for which isolation cannot be kept.

        Something that one engine left and the next does not touch may be a cache. But when both
        alter the same object, each would have altered its own in a process of its own.
        """
        return [
            (
                f"engine rollout: each engine altered {place} of {package}, which is shared by the "
                "engines, and may find there what another left; name the package in isolate, or "
                "use --engine-isolation=process, which gives each engine its own"
            )
            for package, place in sorted(self._by_both.items())
        ]

    def _look_for_repetitions(self) -> None:
        """Note what a second engine altered after another one had.

        Packages that came with a plugin of pytest are left out: the run itself alters them.
        """
        shapes: Shapes = {}
        for name, (module, left) in self._left.items():
            repeated = _differing(name, module, left, shapes)
            told = sorted(it for it in repeated if "cache" not in it.lower())
            is_shared = self._is_shared(name, module) and not self._ownership.serves_pytest(name)
            if told and is_shared:
                self._by_both.setdefault(_package(name), f"{name}.{told[0]}")

    def _is_shared(self, name: str, module: object) -> bool:
        package = _package(name)
        return not (
            package in sys.stdlib_module_names
            or package in MACHINERY
            or type(module) is not ModuleType
            or self._ownership.owns(name, module)
        )


def _package(name: str) -> str:
    return name.partition(".")[0]


def _condition(module: ModuleType, shapes: Shapes) -> Condition:
    look = _Look(shapes)
    found: Condition = {}
    for name, value in _entries(instance_dict(module)):
        kind = type(value)
        if id(kind) in _UNALTERED:  # as most are
            found[name] = _NOTHING
            continue
        if issubclass(kind, ModuleType):
            continue
        if issubclass(kind, type) and module_of(value) == module.__name__:
            for attribute, held in _entries(namespace(value)):
                # What is bound to it is looked after as what is bound to a module's names is.
                can_hold = id(type(held)) not in _UNALTERED and _can_hold(held)
                found[f"{name}.{attribute}"] = look.into(held, 1) if can_hold else _NOTHING
        found[name] = [id(value), *look.into(value, 0)] if _can_hold(value) else _NOTHING
    return found


def _entries(names: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [it for it in [*names.items()] if not str(it[0]).startswith("__")]


def _differing(name: str, module: ModuleType, first: Condition, shapes: Shapes) -> Condition:
    """The names whose value has changed; new ones do not count, as they may be lazy imports."""
    if sys.modules.get(name) is not module:
        return {}
    now = _condition(module, shapes)
    return {it: now.get(it, []) for it, held in first.items() if now.get(it) != held}


def _can_hold(value: Any) -> bool:
    """Whether a value can be altered in place, and no layer looks after it."""
    return id(type(value)) not in _DEFINITIONS and not is_plain(value)


class _Shape(NamedTuple):
    """How to look into the objects of a class.

    Attributes:
        kind: The class, which must live on, as it is known by its identity.
        is_installed: Whether an installed package defines it.
        is_mapping: Whether its values are to be looked at,
        is_series: or its elements.
        held: What gives the `__dict__` of an object, or None.
        slots: What gives its slots.
    """

    kind: type
    is_installed: bool
    is_mapping: bool
    is_series: bool
    held: Any
    slots: Sequence[MemberDescriptorType]


Shapes = dict[int, _Shape]
"""By the identity of the class; there are far fewer classes than objects."""


def _shape(kind: type) -> _Shape:
    package = _package(module_of(kind))
    is_installed = package not in sys.stdlib_module_names and package not in MACHINERY
    has_state = is_installed and not issubclass(kind, type)
    return _Shape(
        kind,
        is_installed,
        id(kind) in _MAPPINGS or (is_installed and issubclass(kind, dict)),
        id(kind) in _SERIES,
        dict_descriptor(kind) if has_state else None,
        [member for _, member in slot_descriptors(kind)] if has_state else (),
    )


class _Look:
    """One look at all that a module holds."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        # The interpreter's own tables are nobody's part, under whatever name.
        self._seen = {id(sys.modules), id(sys.path)}

    def into(self, value: Any, depth: int) -> list[int]:
        """What a container or an object of an installed package holds, at any depth, how much."""
        told: list[int] = []
        self._tell(value, depth, told)
        return told

    def _tell(self, value: Any, depth: int, told: list[int]) -> None:
        if depth > _DEPTH or id(value) in self._seen or len(self._seen) > _MOST:
            return
        kind = type(value)
        shape = self._shapes.get(id(kind))
        if shape is None:
            shape = self._shapes[id(kind)] = _shape(kind)
        if not (shape.is_installed or shape.is_mapping or shape.is_series):
            return
        held = _held(value, shape)
        self._seen.add(id(value))
        told.append(len(held))
        for one in held:
            known = id(type(one))
            if known in PLAIN:  # as most are, in tables; C may make another one each time
                told.append(hash(one))
                continue
            told.append(id(one))
            if known not in _DEFINITIONS:
                self._tell(one, depth + 1, told)


def _held(value: Any, shape: _Shape) -> list[Any]:
    """What a value holds, of a class of this shape."""
    held: list[Any] = []
    if shape.held is not None:
        own = shape.held.__get__(value)
        held += own.values() if type(own) is dict else ()
    for member in shape.slots:
        try:
            held.append(member.__get__(value))
        except AttributeError:
            continue  # a slot that was never filled
    if shape.is_mapping:
        held += dict.values(value)
    elif shape.is_series:
        held += value
    return held

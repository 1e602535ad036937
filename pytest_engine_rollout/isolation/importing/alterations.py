"""Find installed packages that an engine alters: their registries, defaults and objects.

What an engine leaves there need not be an object of its own: a library of metrics keeps a counter
of the library's class. So the only sign is that the package differs from what it was when it was
imported.
"""

from __future__ import annotations

import sys
from collections import OrderedDict, defaultdict, deque
from collections.abc import Iterator, Mapping
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

from pytest_engine_rollout.comparison.inspection import (
    ids,
    instance_dict,
    module_of,
    namespace,
    slots,
)
from pytest_engine_rollout.isolation.importing.extensions import is_extension
from pytest_engine_rollout.isolation.importing.ownership import MACHINERY, Ownership
from pytest_engine_rollout.isolation.importing.plain import PLAIN, is_plain

_DEFINITIONS = ids((BuiltinFunctionType, FunctionType, type))
_MAPPINGS = ids((dict, defaultdict, OrderedDict))
_SERIES = ids((list, set, deque))
_DEPTH = 4
"""How deep to look: what a package sets up may be kept by an object within an object."""
_MOST = 10_000
"""Objects of a module that are looked at."""

Condition = dict[str, list[int]]
"""By name what is held under it, in numbers that can be compared; none of a plain value."""


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
        for name, module in shared.items():
            self._first[name] = (module, _condition(module))

    def altered(self) -> set[str]:
        """The packages altered since then that can be isolated; each is given only once."""
        self._look_for_repetitions()
        remembered, self._first = self._first, {}
        found: set[str] = set()
        for name, (module, first) in remembered.items():
            differing = _differing(name, module, first)
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
        for name, (module, left) in self._left.items():
            repeated = _differing(name, module, left)
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


def _condition(module: ModuleType) -> Condition:
    seen: set[int] = set()
    found: Condition = {}
    for name, value in _entries(instance_dict(module)):
        kind = type(value)
        if issubclass(kind, ModuleType):
            continue
        if issubclass(kind, type) and module_of(value) == module.__name__:
            for attribute, held in _entries(namespace(value)):
                # What is bound to it is looked after as what is bound to a module's names is.
                found[f"{name}.{attribute}"] = [*_inside(held, seen, 1)] if _can_hold(held) else []
        found[name] = [id(value), *_inside(value, seen, 0)] if _can_hold(value) else []
    return found


def _entries(names: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in [*names.items()] if not str(name).startswith("__")]


def _differing(name: str, module: ModuleType, first: Condition) -> Condition:
    """The names whose value has changed; new ones do not count, as they may be lazy imports."""
    if sys.modules.get(name) is not module:
        return {}
    now = _condition(module)
    return {it: now.get(it, []) for it, held in first.items() if now.get(it) != held}


def _can_hold(value: Any) -> bool:
    """Whether a value can be altered in place, and no layer looks after it."""
    return id(type(value)) not in _DEFINITIONS and not is_plain(value)


def _inside(value: Any, seen: set[int], depth: int) -> Iterator[int]:
    """What a container or an object of an installed package holds, at any depth, and how much."""
    kind = type(value)
    if id(kind) in _DEFINITIONS or depth > _DEPTH or id(value) in seen or len(seen) > _MOST:
        return
    package = _package(module_of(kind))
    is_installed = package not in sys.stdlib_module_names and package not in MACHINERY
    held: list[Any] = []
    if is_installed and not issubclass(kind, type):
        held += instance_dict(value).values()
        held += [filled for _, filled in slots(value)]
    if id(kind) in _MAPPINGS or (is_installed and issubclass(kind, dict)):
        held += dict.values(value)
    elif id(kind) in _SERIES:
        held += value
    elif not is_installed:
        return
    seen.add(id(value))
    yield len(held)
    for one in held:
        if id(type(one)) in PLAIN:  # as most are, in tables; C may make another one each time
            yield hash(one)
        else:
            yield id(one)
            yield from _inside(one, seen, depth + 1)

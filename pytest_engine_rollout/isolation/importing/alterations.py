"""Installed packages that an engine alters: registries, defaults, objects that it sets up.

What it leaves there may be nothing of its own, so nothing tells whose it is: a library of metrics
keeps a counter of a class of its own. But the package is otherwise than when it was imported.
"""

from __future__ import annotations

import sys
from collections import OrderedDict, defaultdict, deque
from collections.abc import Iterator
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

from pytest_engine_rollout.comparison.inspection import ids, instance_dict, is_class, module_of
from pytest_engine_rollout.isolation.importing.extensions import is_extension
from pytest_engine_rollout.isolation.importing.ownership import MACHINERY, Ownership
from pytest_engine_rollout.isolation.importing.plain import is_plain

_DEFINITIONS = ids((BuiltinFunctionType, FunctionType, type))
_MAPPINGS = ids((dict, defaultdict, OrderedDict))
_SERIES = ids((list, set, deque))
_DEPTH = 4
"""How deep to look: what a package sets up may be kept by an object within an object."""

Condition = dict[str, list[int]]
"""By name what is held under it, in numbers that can be compared; none of a plain value."""


class Alterations:
    """Tells the packages that are otherwise than when they were imported.

    Args:
        ownership: Which modules are each engine's own already.
    """

    def __init__(self, ownership: Ownership) -> None:
        self._ownership = ownership
        self._passed: set[str] = set()
        self._first: dict[str, tuple[ModuleType, Condition]] = {}

    def note(self) -> None:
        """Remember how the modules are that have been imported since the last time."""
        new = {name: sys.modules[name] for name in sys.modules.keys() - self._passed}
        self._passed |= new.keys()
        shared = {name: it for name, it in new.items() if self._is_shared(name, it)}
        compiled = {_package(name) for name, module in shared.items() if is_extension(module)}
        for name, module in shared.items():
            if _package(name) not in compiled:  # it could not be isolated whatever is done to it
                self._first[name] = (module, _condition(module))

    def altered(self) -> set[str]:
        """The names of the packages that have been altered since; each is told of once."""
        remembered, self._first = self._first, {}
        return {
            _package(name)
            for name, (module, first) in remembered.items()
            if sys.modules.get(name) is module and _differs(module, first)
        }

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
    package, seen = _package(module.__name__), set[int]()
    found: Condition = {}
    for name, value in [*instance_dict(module).items()]:
        kind = type(value)
        if name.startswith("__") or issubclass(kind, ModuleType):
            continue
        if id(kind) in _DEFINITIONS:
            found[name] = [id(value)]  # there is nothing in it, and it is what most names hold
        else:
            found[name] = [] if is_plain(value) else [id(value), *_inside(value, package, seen, 0)]
    return found


def _differs(module: ModuleType, first: Condition) -> bool:
    """Whether names hold something else; those that were not there may have been put off."""
    now = _condition(module)
    return any(now.get(name) != held for name, held in first.items())


def _inside(value: Any, package: str, seen: set[int], depth: int) -> Iterator[int]:
    """What is in a container, or in an object of the package's, how much, and what in that."""
    kind = type(value)
    if depth > _DEPTH or id(value) in seen or is_class(value):
        return
    seen.add(id(value))
    is_own = _package(module_of(kind)) == package
    held: list[Any] = []
    if is_own:
        held += instance_dict(value).values()
    if id(kind) in _MAPPINGS or (is_own and issubclass(kind, dict)):
        held += dict.values(value)
    elif id(kind) in _SERIES:
        held += value
    yield len(held)
    for one in held:
        yield id(one)
        yield from _inside(one, package, seen, depth + 1)

"""Installed modules that hold on to an engine, and so must be isolated with it."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping
from types import BuiltinFunctionType, FunctionType, ModuleType

from pytest_engine_rollout.comparison.inspection import module_of, mro
from pytest_engine_rollout.isolation.imports import imported_names, mentions
from pytest_engine_rollout.isolation.ownership import Ownership, places


def adopt_dependents(
    ownership: Ownership, shared: Mapping[str, object], variables: Collection[str]
) -> None:
    """Isolate the modules that took something from an isolated one when they were imported.

    Such a module would go on using the engine it was imported under; with a copy of its own each
    engine is right. So would one that reads the flag itself. Modules that depend on these are
    taken likewise, and what is below such a package: imported anew, a package does not know
    submodules that are loaded already.

    Args:
        ownership: Learns of the modules found.
        shared: What `sys.modules` held before, and what is settled to be shared.
        variables: The environment variables that choose an engine.
    """
    modules: dict[str, object] = {**sys.modules}
    owned = {name for name, module in modules.items() if ownership.owns(name, module)}
    if not owned:
        return
    new = {
        name: module
        for name, module in modules.items()
        if isinstance(module, ModuleType)
        and name not in owned
        and shared.get(name) is not module
        and ownership.may_adopt(name, places(module))
    }
    readers = {name for name, module in new.items() if mentions(module, variables)}
    for name in readers:
        ownership.adopt(name)
    owned |= readers
    tops = {name.partition(".")[0] for name in owned}
    candidates = {
        name: {*_homes(module), *imported_names(module, tops)}
        for name, module in new.items()
        if name not in readers
    }
    while True:
        dependents = {
            name
            for name, homes in candidates.items()
            if homes & owned or name.rpartition(".")[0] in owned
        }
        if not dependents:
            return
        for name in dependents:
            ownership.adopt(name)
            del candidates[name]
        owned = dependents


def _homes(module: ModuleType) -> Iterator[str]:
    """The names of the modules that a module's global names lead to."""
    for name, value in [*vars(module).items()]:
        kind = type(value)  # isinstance() would ask the value, which may raise anything
        if issubclass(kind, ModuleType):
            # A package's own submodule stands there because it was imported, by whomever.
            if value.__name__ != f"{module.__name__}.{name}":
                yield value.__name__
            continue
        if issubclass(kind, type):
            yield from map(module_of, mro(value))
        elif kind is FunctionType or kind is BuiltinFunctionType:
            yield str(value.__module__)
        else:
            yield module_of(kind)

"""Installed modules that hold on to an engine, and so must be isolated with it."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping
from types import ModuleType

from pytest_engine_rollout.isolation.importing.extensions import is_extension
from pytest_engine_rollout.isolation.importing.holdings import registered, taken
from pytest_engine_rollout.isolation.importing.imports import imported_names, mentions
from pytest_engine_rollout.isolation.importing.ownership import Ownership, places


def adopt_dependents(
    ownership: Ownership,
    shared: Mapping[str, object],
    variables: Collection[str],
    altered: Collection[str],
) -> None:
    """Isolate the modules that took something from an isolated one, or had it registered.

    Such a module would go on using the engine it was imported under; with a copy of its own each
    engine is right. So would one that reads the flag itself, and one that is not installed at
    all, but written to a temporary folder, packed into a zip file or made by a finder of the
    suite's own. Modules that depend on these are taken likewise, and what is below such a
    package: imported anew, a package does not know submodules that are loaded already.

    A package that an engine's code altered is isolated too, where all of that can be: each engine
    then alters one of its own.

    Args:
        ownership: Learns of the modules found.
        shared: What `sys.modules` held before, and what is settled to be shared; empty before any
            engine has entered.
        variables: The environment variables that choose an engine.
        altered: The names of the packages that are otherwise than they were when imported.
    """
    modules: dict[str, object] = {**sys.modules}
    owned = {name for name, module in modules.items() if ownership.owns(name, module)}
    if not owned:
        return
    new = {
        name: module
        for name, module in modules.items()
        if isinstance(module, ModuleType) and name not in owned and shared.get(name) is not module
    }
    strays = _strays(new, ownership, shared)
    may_be_owned = {
        name: module
        for name, module in new.items()
        if name not in strays and ownership.may_adopt(name, places(module))
    }
    readers = {name for name, module in may_be_owned.items() if mentions(module, variables)}
    for name in (*strays, *readers):
        ownership.adopt(name)
    owned |= strays | readers
    tops = frozenset(name.partition(".")[0] for name in owned)
    homes = {
        name: {*_homes(name, module, ownership), *imported_names(module, tops)}
        for name, module in may_be_owned.items()
        if name not in readers
    }
    for name in _dependents(homes, owned):
        ownership.adopt(name)
    for package in altered:
        own = {name for name in homes if name.partition(".")[0] == package}
        others = {name: known for name, known in homes.items() if name not in own}
        found = own.union(_dependents(others, own))
        if all(_can_be_isolated(name, may_be_owned[name], ownership) for name in found):
            for name in found:
                ownership.adopt(name)


def _can_be_isolated(name: str, module: ModuleType, ownership: Ownership) -> bool:
    """Whether a module that has nothing of an engine's can be imported once for each engine."""
    return not is_extension(module) and not ownership.serves_pytest(name)


def _strays(
    modules: Mapping[str, ModuleType], ownership: Ownership, shared: Mapping[str, object]
) -> set[str]:
    """The modules that are not installed at all; none before any engine has entered."""
    return {
        name
        for name, module in modules.items()
        if shared and name.partition(".")[0] not in shared and ownership.is_stray(name, module)
    }


def _dependents(homes: Mapping[str, set[str]], owned: set[str]) -> Iterator[str]:
    """The modules that depend on those owned, on a module that does, and so on.

    Args:
        homes: By the name of a module, those that what it holds comes from.
        owned: The names of the modules that are isolated so far.
    """
    waiting = dict(homes)
    while owned:
        owned = {
            name
            for name, known in waiting.items()
            if known & owned or name.rpartition(".")[0] in owned
        }
        for name in owned:
            del waiting[name]
        yield from owned


def _homes(name: str, module: ModuleType, ownership: Ownership) -> Iterator[str]:
    """The names of the modules that what a module holds comes from."""
    yield from taken(module)
    if not ownership.serves_pytest(name):
        yield from registered(module)

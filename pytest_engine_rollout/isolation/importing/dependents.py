"""Find the installed modules that hold something of an engine's, so that they are isolated too."""

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
    """Isolate the modules that hold something of an isolated one, imported or registered.

    Such a module would go on using the engine under which it was imported, unless each engine has
    its own copy. The same goes for a module that reads the flag itself, and for one that is not
    installed at all, but written to a temporary folder, packed into a zip file or made by a finder
    of the suite's own. Modules that depend on these are isolated too, and so are the submodules of
    such a package: imported anew, a package does not know those that are loaded already.

    A package that an engine's code altered is isolated together with what depends on it, if all of
    these can be: then each engine alters its own.

    Args:
        ownership: Learns of the modules found.
        shared: What `sys.modules` held before, and what is settled to be shared; empty before any
            engine has entered.
        variables: The environment variables that choose an engine.
        altered: The names of the packages that differ from what they were when imported.
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
    owned |= strays | readers
    homes = _homes(may_be_owned, owned, ownership)
    for name in (*strays, *readers, *_dependents(homes, owned)):
        ownership.adopt(name)
    for package in altered:
        for name in _of_altered(package, homes, may_be_owned, ownership):
            ownership.adopt(name)


def _of_altered(
    package: str,
    homes: Mapping[str, set[str]],
    modules: Mapping[str, ModuleType],
    ownership: Ownership,
) -> set[str]:
    """The modules of a package and those that depend on it; none if one cannot be isolated.

    Args:
        package: The name of a package at the top level.
        homes: As for `_dependents`.
        modules: Those that may be isolated, by name.
        ownership: Knows what serves pytest.
    """
    own = {name for name in homes if name.partition(".")[0] == package}
    others = {name: known for name, known in homes.items() if name not in own}
    found = own.union(_dependents(others, own))
    can_be = all(_can_be_isolated(name, modules[name], ownership) for name in found)
    return found if can_be else set()


def _can_be_isolated(name: str, module: ModuleType, ownership: Ownership) -> bool:
    """Whether a module that holds nothing of an engine's can be imported once for each engine."""
    return not is_extension(module) and not ownership.serves_pytest(name)


def _strays(
    modules: Mapping[str, ModuleType], ownership: Ownership, shared: Mapping[str, object]
) -> set[str]:
    """The modules that are not installed; none before any engine has entered."""
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


def _homes(
    modules: Mapping[str, ModuleType], owned: Collection[str], ownership: Ownership
) -> dict[str, set[str]]:
    """By name, the modules that define what a module holds, without those that are owned."""
    tops = frozenset(name.partition(".")[0] for name in owned)
    found = {}
    for name, module in modules.items():
        if name not in owned:
            found[name] = {*taken(module), *imported_names(module, tops)}
            if not ownership.serves_pytest(name):
                found[name].update(registered(module))
    return found

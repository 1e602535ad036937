"""Replace the loader of one import without other code seeing it.

Tools look for modules without importing them, and ask what class the loader is of, or what its
class can do. So what stands in for a loader is of its class, and gone once the module is executed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

Create = Callable[[ModuleSpec], "ModuleType | None"]


def take_part(
    spec: ModuleSpec, execute: Callable[[ModuleType], object], create: Create | None = None
) -> None:
    """Load the module of a spec by another loader.

    Args:
        spec: What was found.
        execute: Executes the module.
        create: Creates it; without, the loader that was found does.
    """
    found: Any = spec.loader

    def exec_module(module: ModuleType) -> None:
        __tracebackhide__ = True
        spec.loader = module.__loader__ = found
        execute(module)

    try:
        loader: Loader = object.__new__(type(found))
        vars(loader).update(vars(found))
    except TypeError:  # there is none, or it keeps no attributes, as a class that is its own loader
        loader = Loader()
    vars(loader).update(exec_module=exec_module, create_module=create or found.create_module)
    spec.loader = loader


def found_behind(
    asked: object, fullname: str, path: Sequence[str] | None, target: ModuleType | None
) -> ModuleSpec | None:
    """Find a module as it is found without us.

    Args:
        asked: The finder that was asked; those after it are asked.
        fullname: The name of the module.
        path: Where to look.
        target: The module to reload.
    """
    finders: list[MetaPathFinder] = [*sys.meta_path]  # type: ignore[list-item]  # as they ought to be
    behind = finders[finders.index(asked) + 1 :] if asked in finders else []
    for finder in behind:
        spec = finder.find_spec(fullname, path, target)
        if spec is not None:
            return spec
    return None

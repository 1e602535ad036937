"""Find objects by name, `module:Class.attribute`."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def object_named(name: str) -> Any:
    """The object of a name; imports its module in the present world.

    `pkgutil.resolve_name` would do, but a user is to be told of no place where it was only asked.
    """
    module, _, path = name.partition(":")
    found: Any = import_module(module)
    for attribute in path.split("."):
        found = getattr(found, attribute)
    return found

"""A setting that a process has once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, eq=False)
class Setting:
    """How to read and write a setting that a module keeps for the whole process.

    Attributes:
        module: Its name; while it is not loaded there is nothing to keep.
        get: Reads the value.
        put: Sets it to a value that was read.
        new: What a process begins with.
    """

    module: str
    get: Callable[[Any], Any]
    put: Callable[[Any, Any], object]
    new: Callable[[Any], Any] | None = None

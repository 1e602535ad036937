"""Notice that child processes ended, whoever started them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

try:
    resource: Any = import_module("resource")
except ImportError:  # Windows
    resource = None


def reaped() -> int:
    """A number that grows when a child process has ended and was waited for."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_minflt if resource else 0
